package io.decant.conformance.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.layer.LayerProvider;
import io.decant.api.layer.LayerRegistry;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.cases.Values;
import io.decant.conformance.reference.ReferenceProvider;
import io.decant.conformance.trial.RuleViolation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The cases are about something, and what stands behind them would notice. */
class LayerCasesTest {
  private static final LayerRegistry REGISTRY = LayerRegistry.load();

  @Test
  void aTypeWithoutCasesIsMissed() {
    LayerProvider provider =
        () -> Map.of("ReLU", config -> null, "Fresh", config -> null, "Data", config -> null);
    LayerRegistry registry = new LayerRegistry(List.of(provider));
    assertEquals(Set.of("Fresh"), LayerCases.missing(registry, List.of()));
    assertEquals(Set.of(), LayerCases.missing(registry, List.of(LayerCase.layer("Fresh"))));
  }

  @Test
  void noTypeHasBothCasesAndAReasonToHaveNone() {
    Set<String> both = new HashSet<>(LayerCases.withoutCases().keySet());
    both.retainAll(LayerCases.all().stream().map(LayerCase::type).toList());
    assertEquals(Set.of(), both);
  }

  @Test
  void everyDifferentiableTypeComparesElements() {
    Set<String> compared = new TreeSet<>();
    Set<String> differentiable = new TreeSet<>();
    try (Engine engine = LayerChecks.engine(new CpuBackendProvider(), 0)) {
      for (LayerCase subject : registered()) {
        if (subject.backward() && subject.weighted() > 0) {
          differentiable.add(subject.type());
          if (GradientCheck.run(subject, LayerNet.SEED, engine) > 0) {
            compared.add(subject.type());
          }
        }
      }
    }
    assertTrue(differentiable.size() >= 40, () -> "only " + differentiable);
    assertEquals(differentiable, compared);
  }

  @Test
  void boundsAreTight() {
    ReferenceProvider provider = new ReferenceProvider();
    try (Engine reference = LayerChecks.engine(provider, 0)) {
      for (LayerCase subject : registered()) {
        try (LayerNet net = LayerNet.of(subject, reference, LayerNet.SEED)) {
          net.run();
          Map<String, float[]> values = net.results();
          provider.show(ReferenceProvider.Shown.ERRORS);
          Map<String, float[]> errors = net.results();
          provider.show(ReferenceProvider.Shown.VALUES);
          errors.forEach((name, bounds) -> tight(subject, name, values.get(name), bounds));
        }
      }
    }
  }

  private static void tight(LayerCase subject, String name, float[] values, float[] bounds) {
    double scale = 1;
    for (float value : values) {
      assertFalse(Float.isNaN(value), () -> name + " is NaN in " + subject);
      scale = Math.max(scale, Math.abs(value));
    }
    for (float bound : bounds) {
      double relative = bound / scale;
      assertTrue(relative < 1e-3, () -> name + " may be off by " + relative + " in " + subject);
    }
  }

  @Test
  void anotherFunctionHasAnotherGradient() {
    LayerCase bent =
        LayerCase.layer("Power", LayerInput.of("x", 2, 3)).with("power_param { power: 2 }");
    LayerCase kinked = LayerCase.layer("AbsVal", LayerInput.of("x", Values.listed(0.005f), 2));
    try (Engine engine = LayerChecks.engine(new CpuBackendProvider(), 0)) {
      assertEquals(6, GradientCheck.run(bent, LayerNet.SEED, engine));
      assertThrows(RuleViolation.class, () -> GradientCheck.run(kinked, LayerNet.SEED, engine));
      assertEquals(
          0, GradientCheck.run(kinked.gradient(GradientRule.kink(0)), LayerNet.SEED, engine));
    }
  }

  private static List<LayerCase> registered() {
    Set<String> types = new HashSet<>(REGISTRY.types());
    return LayerCases.all().stream().filter(each -> types.contains(each.type())).toList();
  }
}
