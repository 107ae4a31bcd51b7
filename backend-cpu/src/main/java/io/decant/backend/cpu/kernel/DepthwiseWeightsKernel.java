package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Optional;

/** {@link ConvolutionBackwardWeights} of each channel by itself, image after image. */
final class DepthwiseWeightsKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final boolean accumulate;
  private final DepthwisePlane plane;

  private DepthwiseWeightsKernel(ConvolutionBackwardWeights spec) {
    this.geometry = spec.geometry();
    this.accumulate = spec.accumulate();
    this.plane = new DepthwisePlane(geometry.window());
  }

  /** Returns the kernel, or empty where channels are not by themselves or planes are too large. */
  static Optional<Kernel> of(ConvolutionBackwardWeights spec) {
    return DepthwisePlane.covers(spec.geometry())
        ? Optional.of(new DepthwiseWeightsKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        geometry.inputs(),
        Tiles.unitsPerTask(geometry.batch() * geometry.groupOutputs() * plane.run() * plane.taps()),
        (from, to, scratch) -> {
          for (long channel = from; channel < to; channel++) {
            sum(operands, channel, scratch);
          }
        });
  }

  private void sum(Region[] operands, long channel, Scratch scratch) {
    int multiplier = (int) geometry.groupOutputs();
    int taps = plane.taps();
    double[] sums = new double[multiplier * taps];
    float[] phases = scratch.floats(Slots.PLANE, plane.size());
    float[] dy = scratch.floats(Slots.X, plane.run());
    for (long image = 0; image < geometry.batch(); image++) {
      long unit = image * geometry.inputs() + channel;
      plane.load(operands[0], unit * plane.inputCount(), phases, scratch);
      for (int output = 0; output < multiplier; output++) {
        long from = (unit * multiplier + output) * plane.outputCount();
        plane.loadOutput(operands[1], from, dy, scratch);
        for (int tap = 0; tap < taps; tap++) {
          sums[output * taps + tap] += Sums.dot(phases, plane.offset(tap), dy, 0, plane.run());
        }
      }
    }
    long first = channel * multiplier * taps;
    for (int i = 0; i < sums.length; i++) {
      float old = accumulate ? operands[2].get(first + i) : 0;
      operands[2].set(first + i, old + (float) sums[i]);
    }
  }
}
