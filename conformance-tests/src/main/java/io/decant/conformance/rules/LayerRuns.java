package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.api.layer.LayerRegistry;
import io.decant.conformance.layers.GradientCheck;
import io.decant.conformance.layers.LayerCase;
import io.decant.conformance.layers.LayerCases;
import io.decant.conformance.layers.LayerChecks;
import io.decant.conformance.layers.LayerNet;
import io.decant.conformance.reference.ReferenceProvider;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappingProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Runs the rules of layers over many cases; of each type the first violation is reported. */
final class LayerRuns {
  private LayerRuns() {}

  /** What is done with a case. */
  private interface Check {
    void run(LayerCase subject, long seed);
  }

  static void values(LayerSubject subject, List<LayerCase> cases) {
    ReferenceProvider provider = new ReferenceProvider();
    try (Engine engine = engine(subject);
        Engine reference = LayerChecks.engine(provider, 0)) {
      forEach(
          subject,
          batches(subject, chosen(subject, cases)),
          (each, seed) -> LayerChecks.value(each, seed, engine, provider, reference));
    }
  }

  /** Returns the cases that a claim adds; skips the test where there are none. */
  static List<LayerCase> more(LayerSubject subject) {
    List<LayerCase> more = subject.moreLayerCases();
    Assumptions.assumeFalse(more.isEmpty(), "the claim adds no layers: see moreLayerCases()");
    return more;
  }

  static void gradients(LayerSubject subject, List<LayerCase> cases) {
    try (Engine engine = engine(subject)) {
      List<LayerCase> differentiable =
          chosen(subject, cases).stream().filter(LayerCase::backward).toList();
      forEach(subject, differentiable, (each, seed) -> GradientCheck.run(each, seed, engine));
    }
  }

  /** Returns how many nets were compared with those on the plain device. */
  static int watched(LayerSubject subject, String rule, Instrument instrument) {
    List<LayerCase> cases = new ArrayList<>(LayerCases.all());
    cases.addAll(subject.moreLayerCases());
    List<LayerCase> compared = batches(subject, chosen(subject, cases));
    if (compared.isEmpty()) {
      return 0;
    }
    try (Engine plain = engine(subject);
        Engine watched =
            LayerChecks.engine(
                new WrappingProvider(subject.provider(), () -> instrument),
                subject.deviceIndex())) {
      forEach(
          subject,
          compared,
          (each, seed) -> LayerChecks.sameBits(rule, each, seed, plain, watched));
      return compared.size();
    }
  }

  private static Engine engine(LayerSubject subject) {
    Opening.checkAvailable(subject);
    return LayerChecks.engine(subject.provider(), subject.deviceIndex());
  }

  /** Returns the first variants of each type that is registered. */
  private static List<LayerCase> chosen(LayerSubject subject, List<LayerCase> cases) {
    Set<String> registered = new HashSet<>(LayerRegistry.load().types());
    Map<String, Integer> variants = new HashMap<>();
    return cases.stream()
        .filter(each -> registered.contains(each.type()))
        .filter(each -> variants.merge(each.type(), 1, Integer::sum) <= subject.layerVariants())
        .toList();
  }

  private static List<LayerCase> batches(LayerSubject subject, List<LayerCase> cases) {
    return cases.stream().flatMap(each -> each.batches(subject.layerSeeds() > 1).stream()).toList();
  }

  private static void forEach(LayerSubject subject, List<LayerCase> cases, Check check) {
    Map<String, RuleViolation> violations = new TreeMap<>();
    for (LayerCase each : cases) {
      for (int seed = 0; seed < subject.layerSeeds(); seed++) {
        if (!violations.containsKey(each.type())) {
          try {
            check.run(each, LayerNet.SEED + seed);
          } catch (RuleViolation violation) {
            violations.put(each.type(), violation);
          }
        }
      }
    }
    if (!violations.isEmpty()) {
      List<RuleViolation> found = new ArrayList<>(violations.values());
      RuleViolation first = found.remove(0);
      found.forEach(first::addSuppressed);
      throw first;
    }
  }
}
