package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionGeometry;

/**
 * Transforms between weights (outputs, inputs of a group, 3, 3) and their points (point, outputs,
 * inputs of a group), {@code G w G'}, and of their gradients {@code G' p G}.
 */
final class WinogradWeights {
  private static final int TAPS = 9;
  private static final int TOGETHER = 1024;

  private final long outputs;
  private final int inputs;

  WinogradWeights(ConvolutionGeometry geometry) {
    this.outputs = geometry.outputs();
    this.inputs = (int) (geometry.inputs() / geometry.groups());
  }

  /** Returns the floats of the points. */
  long floats() {
    return WinogradTiles.POINTS * outputs * inputs;
  }

  /** Returns the index of a point's weights of an output. */
  long at(int point, long output) {
    return (point * outputs + output) * inputs;
  }

  private interface Transform {
    void run(long output, int n, Scratch scratch);
  }

  /** Runs a transform over some outputs at a time: their n weights of each tap. */
  private void forOutputs(Workers workers, Transform transform) {
    int together = Math.max(1, TOGETHER / inputs);
    workers.forRanges(
        outputs,
        together * Tiles.unitsPerTask((long) WinogradTiles.POINTS * inputs * together),
        (from, to, scratch) -> {
          for (long output = from; output < to; output += together) {
            transform.run(output, (int) Math.min(together, to - output) * inputs, scratch);
          }
        });
  }

  /** Writes the points of the weights. */
  void toPoints(Region weights, Region points, Workers workers) {
    forOutputs(workers, (output, n, scratch) -> toPoints(weights, output, n, points, scratch));
  }

  private void toPoints(Region weights, long output, int n, Region points, Scratch scratch) {
    float[] stage = scratch.floats(Slots.STAGE, TAPS * n);
    float[][] taps = scratch.family(0, TAPS, n);
    weights.get(output * inputs * TAPS, stage, 0, TAPS * n);
    for (int tap = 0; tap < TAPS; tap++) {
      PaddedPlane.pick(stage, tap, TAPS, taps[tap], 0, n);
    }
    float[][] halves = scratch.family(1, 6, n);
    for (int column = 0; column < 3; column++) {
      widen(
          taps[column], taps[3 + column], taps[6 + column], halves[column], halves[3 + column], n);
    }
    float[][] results = scratch.family(2, 2, n);
    for (int row = 0; row < 4; row++) {
      float[] a = row == 0 ? taps[0] : row == 3 ? taps[6] : halves[3 * row - 3];
      float[] b = row == 0 ? taps[1] : row == 3 ? taps[7] : halves[3 * row - 2];
      float[] c = row == 0 ? taps[2] : row == 3 ? taps[8] : halves[3 * row - 1];
      widen(a, b, c, results[0], results[1], n);
      points.put(at(4 * row, output), a, 0, n);
      points.put(at(4 * row + 1, output), results[0], 0, n);
      points.put(at(4 * row + 2, output), results[1], 0, n);
      points.put(at(4 * row + 3, output), c, 0, n);
    }
  }

  /** From a, b, c: (a + b + c) / 2, (a - b + c) / 2; beside them stay a and c. */
  private static void widen(
      float[] a, float[] b, float[] c, float[] sum, float[] difference, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = 0.5f * (a[i] + c[i] + b[i]);
    }
    for (int i = 0; i < n; i++) {
      difference[i] = 0.5f * (a[i] + c[i] - b[i]);
    }
  }

  /** Writes the gradient of the weights, or adds to it. */
  void fromPoints(Region points, Region dw, boolean accumulate, Workers workers) {
    forOutputs(
        workers, (output, n, scratch) -> fromPoints(points, output, n, dw, accumulate, scratch));
  }

  private void fromPoints(
      Region points, long output, int n, Region dw, boolean accumulate, Scratch scratch) {
    float[][] loaded = scratch.family(0, 4, n);
    float[][] halves = scratch.family(1, 12, n);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        points.get(at(4 * row + column, output), loaded[column], 0, n);
      }
      narrow(loaded, 0, halves[row], halves[4 + row], halves[8 + row], n);
    }
    float[] stage = scratch.floats(Slots.STAGE, TAPS * n);
    float[][] taps = scratch.family(2, 3, n);
    for (int column = 0; column < 3; column++) {
      narrow(halves, 4 * column, taps[0], taps[1], taps[2], n);
      for (int row = 0; row < 3; row++) {
        scatter(taps[row], stage, 3 * row + column, n);
      }
    }
    long at = output * inputs * TAPS;
    if (accumulate) {
      float[] old = scratch.floats(Slots.Y, TAPS * n);
      dw.get(at, old, 0, TAPS * n);
      BinaryFunctions.add(stage, old, TAPS * n);
    }
    dw.put(at, stage, 0, TAPS * n);
  }

  /** From a, b, c, d: a + (b + c) / 2, (b - c) / 2, (b + c) / 2 + d. */
  private static void narrow(
      float[][] x, int first, float[] top, float[] middle, float[] bottom, int n) {
    float[] a = x[first];
    float[] b = x[first + 1];
    float[] c = x[first + 2];
    float[] d = x[first + 3];
    for (int i = 0; i < n; i++) {
      top[i] = a[i] + 0.5f * (b[i] + c[i]);
    }
    for (int i = 0; i < n; i++) {
      middle[i] = 0.5f * (b[i] - c[i]);
    }
    for (int i = 0; i < n; i++) {
      bottom[i] = 0.5f * (b[i] + c[i]) + d[i];
    }
  }

  private static void scatter(float[] x, float[] y, int first, int n) {
    for (int i = 0; i < n; i++) {
      y[first + TAPS * i] = x[i];
    }
  }
}
