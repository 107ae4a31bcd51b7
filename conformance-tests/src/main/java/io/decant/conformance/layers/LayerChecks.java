package io.decant.conformance.layers;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.conformance.reference.ReferenceProvider;
import io.decant.conformance.trial.ErrorMeter;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.trial.Tolerance;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import java.util.Map;

/** What is checked of the nets of cases, by rule. */
public final class LayerChecks {
  private LayerChecks() {}

  /** Opens an engine on a device of a backend, with all blocks resident. */
  public static Engine engine(BackendProvider backend, int device) {
    return Engine.open(
        new EngineConfig(
            backend,
            device,
            KitContext.unlimited(),
            MemoryOptions.DEFAULT,
            PrepareOptions.DEFAULT,
            operator -> {}));
  }

  /**
   * Results are those of the same program in double precision, as far as float32 goes.
   *
   * @param engine an engine on the backend under test
   * @param provider the provider that {@code reference} is an engine of
   * @param reference an engine in double precision
   */
  public static void value(
      LayerCase subject, long seed, Engine engine, ReferenceProvider provider, Engine reference) {
    Map<String, float[]> expected;
    Map<String, float[]> errors;
    try (LayerNet net = LayerNet.of(subject, reference, seed)) {
      net.run();
      expected = net.results();
      provider.show(ReferenceProvider.Shown.ERRORS);
      errors = net.results();
    } finally {
      provider.show(ReferenceProvider.Shown.VALUES);
    }
    Map<String, float[]> actual = run("layer.value", subject, seed, engine);
    RuleViolation.unless(
        expected.keySet().equals(actual.keySet()),
        "layer.value",
        "results are of " + actual.keySet() + " instead of " + expected.keySet());
    expected.forEach(
        (name, numbers) ->
            compare(subject, name, numbers, numbers(errors, name), numbers(actual, name)));
  }

  private static void compare(
      LayerCase subject, String name, float[] expected, float[] errors, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      double allowed = Tolerance.of(expected[i], errors[i]);
      if (!Tolerance.accepts(expected[i], allowed, actual[i])) {
        throw new RuleViolation(
            "layer.value",
            name
                + ", element "
                + i
                + ": expected "
                + expected[i]
                + ", got "
                + actual[i]
                + ", allowed difference "
                + (float) allowed
                + "; in "
                + subject);
      }
    }
  }

  /** Results have the same bits on two engines. */
  public static void sameBits(
      String rule, LayerCase subject, long seed, Engine plain, Engine watched) {
    Map<String, float[]> expected = run(rule, subject, seed, plain);
    Map<String, float[]> actual = run(rule, subject, seed, watched);
    expected.forEach(
        (name, numbers) -> {
          float[] others = numbers(actual, name);
          for (int i = 0; i < numbers.length; i++) {
            if (Float.compare(numbers[i], others[i]) != 0) {
              throw new RuleViolation(
                  rule,
                  name
                      + ", element "
                      + i
                      + " is "
                      + others[i]
                      + ", on the plain device it is "
                      + numbers[i]
                      + "; in "
                      + subject);
            }
            ErrorMeter.note(0, 0);
          }
        });
  }

  private static Map<String, float[]> run(
      String rule, LayerCase subject, long seed, Engine engine) {
    try (LayerNet net = LayerNet.of(subject, engine, seed)) {
      net.run();
      return net.results();
    } catch (RuntimeException e) {
      throw new RuleViolation(rule, "failed with " + e.getMessage() + "; in " + subject, e);
    }
  }

  private static float[] numbers(Map<String, float[]> results, String name) {
    float[] numbers = results.get(name);
    return numbers == null ? new float[0] : numbers;
  }
}
