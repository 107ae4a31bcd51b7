package io.decant.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.decant.conformance.RuleIds;
import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.memory.MemoryOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Each mutant fails the rules that it breaks, by name. That it passes all others takes minutes: mvn
 * -Pfull tries them, too.
 */
class MutantsTest {
  private static final boolean FULL = Boolean.getBoolean("decant.full");

  static Stream<Class<?>> mutants() {
    return Stream.of(
            ProviderMutants.class,
            MemoryMutants.class,
            StreamMutants.class,
            RecorderMutants.class,
            OperatorMutants.class,
            PrecisionMutants.class,
            ViewMutants.class,
            CacheMutants.class,
            LifetimeMutants.class,
            LayerMutants.class,
            TieringMutants.class)
        .flatMap(group -> Stream.of(group.getDeclaredClasses()))
        .filter(type -> type.isAnnotationPresent(Breaks.class));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void failsExactlyItsRules(Class<?> mutant) {
    Map<String, Throwable> failures =
        FULL ? run(mutant) : run(mutant, test -> broken(mutant).contains(rule(test)));
    Set<String> always = new TreeSet<>(failures.keySet());
    always.removeAll(Set.of(mutant.getAnnotation(Breaks.class).sometimes()));
    assertEquals(
        broken(mutant), always, () -> mutant.getSimpleName() + " fails with " + failures.values());
    failures.forEach(
        (rule, failure) ->
            assertTrue(
                String.valueOf(failure.getMessage()).startsWith(rule + ": "),
                () -> "the failure does not begin with its rule: " + failure));
  }

  @Test
  void everyRuleHasAMutant() {
    Set<String> rules = new TreeSet<>();
    mutants().forEach(mutant -> rules.addAll(broken(mutant)));
    Set<String> tested = RuleIds.tested(BackendContract.class);
    tested.addAll(RuleIds.tested(ProgramCacheContract.class));
    assertEquals(tested, rules);
  }

  @Test
  @DisplayName("the backend that mutants are made from fails nothing")
  void unchangedBackendPasses() {
    assertEquals(Map.of(), run(Unchanged.class));
    assertEquals(Map.of(), run(CacheMutants.Caching.class));
  }

  static class Unchanged extends Mutant {
    @Override
    public List<String> planners() {
      return FULL ? List.of("hybrid", "lru", "ibm") : List.of(MemoryOptions.DEFAULT_PLANNER);
    }
  }

  /** A rule may have tests in several contracts: that of composite operators needs its own. */
  @Test
  void operatorsInOnePieceHaveAMutant() {
    Map<String, Throwable> failures =
        run(OperatorMutants.ForgetsTheDecay.class, test -> rule(test).equals("op.value"));
    String failure = String.valueOf(failures.get("op.value").getMessage());
    assertTrue(failure.contains("; in TrustRatio["), failure);
  }

  private static Set<String> broken(Class<?> mutant) {
    return new TreeSet<>(Set.of(mutant.getAnnotation(Breaks.class).value()));
  }

  /** Returns the rule that a test is of. */
  private static String rule(String test) {
    return test.contains(":") ? test.substring(0, test.indexOf(':')) : test;
  }

  private static Map<String, Throwable> run(Class<?> claim) {
    return run(claim, test -> true);
  }

  /** Runs some tests of a claim, and returns the first failure of each rule that fails. */
  private static Map<String, Throwable> run(Class<?> claim, Predicate<String> tests) {
    Map<String, Throwable> failures = new TreeMap<>();
    PostDiscoveryFilter chosen =
        found -> FilterResult.includedIf(!found.isTest() || tests.test(found.getDisplayName()));
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(claim))
            .filters(chosen)
            .configurationParameter("decant.conformance.partial", "true")
            .build(),
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
              failures.putIfAbsent(
                  rule(test.getDisplayName()), result.getThrowable().orElseThrow());
            }
          }
        });
    return failures;
  }
}
