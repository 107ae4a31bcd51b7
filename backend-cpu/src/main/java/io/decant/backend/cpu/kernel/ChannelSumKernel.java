package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Reduce;
import java.util.Optional;

/**
 * {@link ChannelSum}, whose channels are runs. The outer axis is cut into a fixed number of parts,
 * whose sums are added in order.
 */
final class ChannelSumKernel implements Kernel {
  private static final int MOST_PARTS = 8;

  private final ChannelSum spec;
  private final int channels;
  private final int parts;

  private ChannelSumKernel(ChannelSum spec) {
    this.spec = spec;
    this.channels = (int) spec.channels();
    this.parts = (int) Math.max(1, Math.min(MOST_PARTS, spec.outer()));
  }

  /** Returns a kernel, or empty where there are more channels than elements of an array. */
  static Optional<Kernel> of(ChannelSum spec) {
    if (spec.inner() == 1) {
      return Optional.of(
          new ReduceKernel(
              new Reduce(
                  Reduce.Function.SUM, 1, spec.outer(), spec.channels(), 1, spec.accumulate())));
    }
    return spec.channels() > Integer.MAX_VALUE / MOST_PARTS
        ? Optional.empty()
        : Optional.of(new ChannelSumKernel(spec));
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    double[] sums = new double[channels * parts];
    long perUnit = (spec.outer() + parts - 1) / parts * spec.inner();
    workers.forRanges(
        sums.length,
        Tiles.unitsPerTask(perUnit),
        (from, to, scratch) -> {
          for (int unit = (int) from; unit < to; unit++) {
            sums[unit] = sum(operands[0], unit / parts, unit % parts, scratch);
          }
        });
    Region y = operands[1];
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int part = 0; part < parts; part++) {
        sum += sums[channel * parts + part];
      }
      y.set(channel, spec.accumulate() ? y.get(channel) + (float) sum : (float) sum);
    }
  }

  private double sum(Region x, int channel, int part, Scratch scratch) {
    float[] tile = scratch.floats(Slots.X, Tiles.TILE);
    double sum = 0;
    long end = spec.outer() * (part + 1) / parts;
    for (long outer = spec.outer() * part / parts; outer < end; outer++) {
      long at = (outer * channels + channel) * spec.inner();
      for (long done = 0; done < spec.inner(); done += Tiles.TILE) {
        int n = (int) Math.min(Tiles.TILE, spec.inner() - done);
        x.get(at + done, tile, 0, n);
        sum += Sums.sum(tile, 0, n);
      }
    }
    return sum;
  }
}
