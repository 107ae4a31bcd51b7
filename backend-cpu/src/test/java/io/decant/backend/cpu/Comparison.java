package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Runs operators on random operands, in one piece and decomposed. */
final class Comparison {
  private Comparison() {}

  /** Makes an operand's contents; null asks for normally distributed ones. */
  interface Contents {
    float[] of(String operand, int count, Random random);
  }

  static final Contents NORMAL = (operand, count, random) -> normal(count, random);

  static float[] normal(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns the operands after the operator ran; overwritten ones held NaN before. */
  static List<float[]> run(
      Device device, OpSpec spec, boolean decompose, Contents contents, long seed) {
    return run(device, spec, decompose, operands(spec, contents, seed));
  }

  /** Returns what the operands hold before the operator runs. */
  private static List<float[]> operands(OpSpec spec, Contents contents, long seed) {
    Random random = new Random(seed);
    List<float[]> operands = new ArrayList<>();
    for (Operand operand : spec.operands()) {
      int count = (int) (operand.tensor().extentBytes() / Float.BYTES);
      float[] values = new float[count];
      if (operand.intent() == Intent.WRITE) {
        Arrays.fill(values, Float.NaN);
      } else {
        values = contents.of(operand.name(), count, random);
      }
      operands.add(values);
    }
    return operands;
  }

  private static List<float[]> run(
      Device device, OpSpec spec, boolean decompose, List<float[]> operands) {
    try (Program program = new Program(device, decompose)) {
      List<Program.Tensor> tensors = operands.stream().map(program::tensor).toList();
      program.add(spec, tensors.toArray(Program.Tensor[]::new)).run();
      List<float[]> results = new ArrayList<>();
      tensors.forEach(tensor -> results.add(program.read(tensor)));
      return results;
    }
  }

  /** Checks that the operator in one piece gives what its decomposition gives. */
  static void assertAgrees(Device device, OpSpec spec, Contents contents, double tolerance) {
    assertTrue(
        device.prepare(spec, PrepareOptions.DEFAULT).isPresent(), () -> spec + " is decomposed");
    List<float[]> operands = operands(spec, contents, spec.hashCode());
    List<float[]> whole = run(device, spec, false, operands);
    List<float[]> parts = run(device, spec, true, operands);
    for (int i = 0; i < whole.size(); i++) {
      float[] expected = parts.get(i);
      float[] found = whole.get(i);
      String name = spec.operands().get(i).name();
      double scale = 1e-30;
      for (float value : expected) {
        scale = Math.max(scale, Float.isFinite(value) ? Math.abs(value) : 0);
      }
      for (int j = 0; j < expected.length; j++) {
        int at = j;
        assertEquals(
            expected[j], found[j], tolerance * scale, () -> spec + ": " + name + "[" + at + "]");
      }
    }
  }
}
