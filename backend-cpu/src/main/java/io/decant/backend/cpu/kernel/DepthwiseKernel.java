package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Arrays;
import java.util.Optional;

/** {@link Convolution} of each channel by itself: weighted runs of the plane are added up. */
final class DepthwiseKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final boolean bias;
  private final DepthwisePlane plane;

  private DepthwiseKernel(Convolution spec) {
    this.geometry = spec.geometry();
    this.bias = spec.bias();
    this.plane = new DepthwisePlane(geometry.window());
  }

  /** Returns the kernel, or empty where channels are not by themselves or planes are too large. */
  static Optional<Kernel> of(Convolution spec) {
    return DepthwisePlane.covers(spec.geometry())
        ? Optional.of(new DepthwiseKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        geometry.batch() * geometry.inputs(),
        Tiles.unitsPerTask(geometry.groupOutputs() * plane.run() * plane.taps()),
        (from, to, scratch) -> {
          float[] phases = scratch.floats(Slots.PLANE, plane.size());
          for (long unit = from; unit < to; unit++) {
            plane.load(operands[0], unit * plane.inputCount(), phases, scratch);
            for (long output = 0; output < geometry.groupOutputs(); output++) {
              convolve(operands, phases, unit * geometry.groupOutputs() + output, scratch);
            }
          }
        });
  }

  private void convolve(Region[] operands, float[] phases, long outputPlane, Scratch scratch) {
    long output = outputPlane % geometry.outputs();
    int taps = plane.taps();
    int n = plane.run();
    float[] weights = scratch.floats(Slots.Y, taps);
    float[] sums = scratch.floats(Slots.X, n);
    operands[1].get(output * taps, weights, 0, taps);
    Arrays.fill(sums, 0, n, bias ? operands[2].get(output) : 0);
    int tap = 0;
    for (; tap + 2 < taps; tap += 3) {
      addThree(weights, tap, phases, sums, n);
    }
    for (; tap < taps; tap++) {
      addScaled(weights[tap], phases, plane.offset(tap), sums, 0, n);
    }
    plane.storeOutput(sums, operands[bias ? 3 : 2], outputPlane * plane.outputCount());
  }

  private void addThree(float[] weights, int tap, float[] x, float[] y, int n) {
    float u = weights[tap];
    float v = weights[tap + 1];
    float w = weights[tap + 2];
    int a = plane.offset(tap);
    int b = plane.offset(tap + 1);
    int c = plane.offset(tap + 2);
    for (int i = 0; i < n; i++) {
      y[i] += u * x[a + i] + v * x[b + i] + w * x[c + i];
    }
  }

  /** Adds a scaled run to another. */
  static void addScaled(float factor, float[] x, int atX, float[] y, int atY, int n) {
    for (int i = 0; i < n; i++) {
      y[atY + i] += factor * x[atX + i];
    }
  }
}
