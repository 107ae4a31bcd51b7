package io.decant.conformance.rules;

import io.decant.conformance.rules.RuleResult.Verdict;
import io.decant.conformance.trial.ErrorMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Sees to it that a claim proves what it claims: no required test is skipped, and none is left out.
 * Writes the report of the claim where one is asked for.
 */
public final class ClaimWatch
    implements BeforeAllCallback,
        BeforeEachCallback,
        TestExecutionExceptionHandler,
        TestWatcher,
        AfterAllCallback {
  /** The configuration parameter that allows tests to be left out or skipped: {@code true}. */
  static final String PARTIAL = "decant.conformance.partial";

  /** The configuration parameter that names a folder for reports, a file for each claim. */
  static final String REPORTS = "decant.conformance.reports";

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ClaimWatch.class);

  /** What became of a claim's tests so far, by the names of their methods. */
  private static final class Run {
    private final Map<String, RuleResult> results = new ConcurrentHashMap<>();
    private volatile @Nullable BackendSubject subject;
  }

  /** Made by JUnit for each claim. */
  public ClaimWatch() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Run.class, new Run());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    ErrorMeter.reset();
    run(context).subject = (BackendSubject) context.getRequiredTestInstance();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    BackendSubject subject = (BackendSubject) context.getRequiredTestInstance();
    boolean there = subject.deviceRequired() || subject.provider().availability().available();
    if (thrown instanceof TestAbortedException
        && there
        && RuleTests.isRequired(method(context))
        && !isPartial(context)) {
      throw new AssertionError(
          RuleResult.ruleOf(context.getDisplayName())
              + ": a required test was skipped: "
              + thrown.getMessage(),
          thrown);
    }
    throw thrown;
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    add(context, Verdict.PASSED, null);
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    add(context, Verdict.SKIPPED, cause);
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    add(context, Verdict.FAILED, cause);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Run run = run(context);
    Optional<String> folder = context.getConfigurationParameter(REPORTS);
    BackendSubject subject = run.subject;
    if (folder.isPresent() && subject != null) {
      String name = context.getRequiredTestClass().getName() + ".tsv";
      Path file = Files.createDirectories(Path.of(folder.get())).resolve(name);
      Files.write(
          file, RuleReport.lines(subject.provider(), subject.deviceIndex(), run.results.values()));
    }
    Map<String, String> left = new TreeMap<>(RuleTests.of(context.getRequiredTestClass()));
    int rules = distinct(left.values());
    left.keySet().removeAll(run.results.keySet());
    if (!left.isEmpty() && !isPartial(context)) {
      int ran = distinct(run.results.values().stream().map(RuleResult::rule).toList());
      throw new AssertionError(
          ran
              + " of "
              + rules
              + " rules were run; these tests were not: "
              + left.keySet()
              + "; -D"
              + PARTIAL
              + "=true allows that");
    }
  }

  private static int distinct(Collection<String> rules) {
    return new TreeSet<>(rules).size();
  }

  private static void add(ExtensionContext context, Verdict verdict, @Nullable Throwable cause) {
    String method = method(context);
    run(context)
        .results
        .put(
            method,
            RuleResult.of(
                context.getDisplayName(),
                method,
                verdict,
                ErrorMeter.worst().orElse(""),
                cause == null ? "" : String.valueOf(cause.getMessage())));
  }

  private static String method(ExtensionContext context) {
    return context.getRequiredTestMethod().getName();
  }

  private static boolean isPartial(ExtensionContext context) {
    return context.getConfigurationParameter(PARTIAL, Boolean::valueOf).orElse(false);
  }

  private static Run run(ExtensionContext context) {
    Run run = context.getStore(NAMESPACE).get(Run.class, Run.class);
    if (run == null) {
      throw new IllegalStateException(context.getDisplayName() + " has not begun");
    }
    return run;
  }
}
