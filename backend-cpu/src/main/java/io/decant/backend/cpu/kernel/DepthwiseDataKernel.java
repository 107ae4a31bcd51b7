package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Arrays;
import java.util.Optional;

/** {@link ConvolutionBackwardData} of each channel by itself. */
final class DepthwiseDataKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final DepthwisePlane plane;

  private DepthwiseDataKernel(ConvolutionGeometry geometry) {
    this.geometry = geometry;
    this.plane = new DepthwisePlane(geometry.window());
  }

  /** Returns the kernel, or empty where channels are not by themselves or planes are too large. */
  static Optional<Kernel> of(ConvolutionBackwardData spec) {
    return DepthwisePlane.covers(spec.geometry())
        ? Optional.of(new DepthwiseDataKernel(spec.geometry()))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int taps = plane.taps();
    workers.forRanges(
        geometry.batch() * geometry.inputs(),
        Tiles.unitsPerTask(geometry.groupOutputs() * plane.run() * taps),
        (from, to, scratch) -> {
          float[] phases = scratch.floats(Slots.PLANE, plane.size());
          float[] dy = scratch.floats(Slots.X, plane.run());
          float[] weights = scratch.floats(Slots.Y, taps);
          for (long unit = from; unit < to; unit++) {
            Arrays.fill(phases, 0, plane.size(), 0);
            long first = unit * geometry.groupOutputs();
            for (long output = first; output < first + geometry.groupOutputs(); output++) {
              plane.loadOutput(operands[0], output * plane.outputCount(), dy, scratch);
              operands[1].get(output % geometry.outputs() * taps, weights, 0, taps);
              for (int tap = 0; tap < taps; tap++) {
                DepthwiseKernel.addScaled(
                    weights[tap], dy, 0, phases, plane.offset(tap), plane.run());
              }
            }
            plane.store(phases, operands[2], unit * plane.inputCount(), scratch);
          }
        });
  }
}
