package io.decant.conformance.rules;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs all rules on a backend outside a build, and counts. Needs JUnit at run time. */
public final class RuleRun {
  private final PrintStream out;
  private int passed;
  private int failed;
  private int skipped;

  /** Creates a run that prints what fails or is skipped, a line each. */
  public RuleRun(PrintStream out) {
    this.out = out;
  }

  /** Returns how many tests of rules passed. */
  public int passed() {
    return passed;
  }

  /** Returns how many tests of rules failed. */
  public int failed() {
    return failed;
  }

  /** Returns how many tests had nothing to test. */
  public int skipped() {
    return skipped;
  }

  /**
   * Runs the rules.
   *
   * @param backend name of a backend on the class path
   * @param device index of its device
   */
  public void run(String backend, int device) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(ChosenBackend.class))
                .configurationParameter(ChosenBackend.BACKEND, backend)
                .configurationParameter(ChosenBackend.DEVICE, Integer.toString(device))
                .build(),
            new Counter());
  }

  private final class Counter implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
        case ABORTED -> {
          skipped++;
          out.println("skipped " + test.getDisplayName() + message(result));
        }
        case FAILED -> {
          failed++;
          out.println("FAILED " + test.getDisplayName() + message(result));
        }
      }
    }

    private String message(TestExecutionResult result) {
      return result
          .getThrowable()
          .map(Throwable::getMessage)
          .map(text -> "\n  " + text.replaceFirst("^Assumption failed: ", ""))
          .orElse("");
    }
  }
}
