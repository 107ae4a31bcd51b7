package io.decant.conformance.rules;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.decant.conformance.rules.RuleResult.Verdict;
import io.decant.conformance.trial.ErrorMeter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs all rules on a backend outside a build. Needs JUnit at run time. */
public final class RuleRun {
  private final PrintStream out;
  private final List<RuleResult> results = new ArrayList<>();

  /** Creates a run that prints what fails or is skipped, a line each. */
  public RuleRun(PrintStream out) {
    this.out = out;
  }

  /** Returns what each test came to, in the order of rules. */
  public List<RuleResult> results() {
    return results.stream().sorted(RuleResult.BY_RULE).toList();
  }

  /** Returns how many tests of rules ended so. */
  public int count(Verdict verdict) {
    return (int) results.stream().filter(result -> result.verdict() == verdict).count();
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
            new Listener());
  }

  private void add(TestIdentifier test, Verdict verdict, String message) {
    String method =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getMethodName())
            .orElse("");
    String worst = ErrorMeter.worst().orElse("");
    results.add(RuleResult.of(test.getDisplayName(), method, verdict, worst, message));
    if (verdict != Verdict.PASSED) {
      String word = verdict == Verdict.FAILED ? "FAILED " : "skipped ";
      out.println(word + test.getDisplayName() + (message.isEmpty() ? "" : "\n  " + message));
    }
  }

  private final class Listener implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> {
          if (test.isTest()) {
            add(test, Verdict.PASSED, "");
          }
        }
        case ABORTED -> add(test, Verdict.SKIPPED, message(result));
        case FAILED -> add(test, Verdict.FAILED, message(result));
      }
    }

    private static String message(TestExecutionResult result) {
      return result
          .getThrowable()
          .map(thrown -> String.valueOf(thrown.getMessage()))
          .map(text -> text.replaceFirst("^Assumption failed: ", ""))
          .orElse("");
    }
  }
}
