package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import java.io.PrintStream;
import java.util.List;

/** Runs cases one after another and reports them. */
public final class GoldenRunner {
  private final Engine engine;
  private final PrintStream out;
  private int passed;
  private int failed;

  /** Creates a runner that runs nets on an engine. */
  public GoldenRunner(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /** Returns how many cases passed so far. */
  public int passed() {
    return passed;
  }

  /** Returns how many cases failed so far. */
  public int failed() {
    return failed;
  }

  /** Runs all cases; those that fail are printed with what differs. */
  public void run(List<GoldenCase> cases) {
    for (GoldenCase golden : cases) {
      String problem = run(golden);
      if (problem.isEmpty()) {
        passed++;
      } else {
        failed++;
        out.println("FAILED " + golden.name() + ": " + problem);
      }
    }
  }

  private String run(GoldenCase golden) {
    Comparison comparison = new Comparison();
    try {
      if (golden.has("loss.tsv")) {
        new SolverCaseRunner(engine).run(golden, comparison);
      } else if (golden.has("meta.tsv")) {
        new NetCaseRunner(engine).run(golden, comparison);
      } else {
        new UpgradeCaseRunner().run(golden, comparison);
      }
    } catch (RuntimeException e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    if (comparison.compared() == 0) {
      return "nothing to compare was found";
    }
    return String.join("; ", comparison.differences());
  }
}
