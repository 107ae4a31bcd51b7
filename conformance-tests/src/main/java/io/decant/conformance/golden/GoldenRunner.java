package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;

/** Runs cases one after another and reports them. */
public final class GoldenRunner {
  private final Engine engine;
  private final OptionalDouble share;
  private final PrintStream out;
  private int passed;
  private int failed;
  private long moved;
  private long tiles;

  /**
   * Creates a runner.
   *
   * @param engine whose device nets run on
   * @param share of the memory that a net needs: each case runs once more in that much, moving
   *     blocks on and off the device, and computes the same, bit for bit where no operator is cut;
   *     empty for no such run
   */
  public GoldenRunner(Engine engine, OptionalDouble share, PrintStream out) {
    this.engine = engine;
    this.share = share;
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

  /** Returns how many bytes runs in less memory have moved so far. */
  public long moved() {
    return moved;
  }

  /** Returns how many tiles of operators runs in less memory have run so far. */
  public long tiles() {
    return tiles;
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
    try (Engine whole = engine.with(MemoryOptions.DEFAULT)) {
      Comparison comparison = new Comparison();
      String problem = run(golden, whole, comparison);
      long bytes = whole.memoryManager().traffic().peakBytes();
      return problem.isEmpty() && share.isPresent() && bytes > 0
          ? runAgain(golden, (long) (share.getAsDouble() * bytes), comparison.checksum())
          : problem;
    }
  }

  /** Runs a case in less memory, but no less than it can run in. */
  private String runAgain(GoldenCase golden, long bytes, long checksum) {
    MemoryOptions less =
        MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO).withDeviceMemory(Math.max(1, bytes));
    try (Engine tight = engine.with(less)) {
      Comparison comparison = new Comparison();
      String problem = check(golden, tight, comparison);
      MemoryTraffic traffic = tight.memoryManager().traffic();
      moved += traffic.bytesIn() + traffic.bytesOut();
      tiles += traffic.tiles();
      boolean same = comparison.checksum() == checksum || tight.runsOperatorsInParts();
      return problem.isEmpty() && !same
          ? "in " + bytes + " bytes of memory other values come out"
          : problem;
    } catch (DeviceMemoryExceededException e) {
      if (e.neededBytes() <= bytes) {
        return message(e);
      }
      return runAgain(golden, e.neededBytes(), checksum);
    }
  }

  private static String run(GoldenCase golden, Engine engine, Comparison comparison) {
    try {
      return check(golden, engine, comparison);
    } catch (DeviceMemoryExceededException e) {
      return message(e);
    }
  }

  private static String check(GoldenCase golden, Engine engine, Comparison comparison) {
    try {
      if (golden.has("loss.tsv")) {
        new SolverCaseRunner(engine).run(golden, comparison);
      } else if (golden.has("meta.tsv")) {
        new NetCaseRunner(engine).run(golden, comparison);
      } else {
        new UpgradeCaseRunner().run(golden, comparison);
      }
    } catch (DeviceMemoryExceededException e) {
      throw e;
    } catch (RuntimeException e) {
      return message(e);
    }
    if (comparison.compared() == 0) {
      return "nothing to compare was found";
    }
    return String.join("; ", comparison.differences());
  }

  private static String message(RuntimeException error) {
    String message = error.getMessage();
    return message == null ? error.toString() : message;
  }
}
