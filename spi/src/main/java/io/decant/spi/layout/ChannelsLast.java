package io.decant.spi.layout;

import io.decant.spi.memory.Program;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ProductOp;
import io.decant.spi.rewrite.Rewrite;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Gives operators of images channels last, and converts blocks where operators with channels first
 * need them. Persistent and retained blocks keep channels first: whoever looks at them between two
 * layers, or changes them, sees and changes what the program works with. Programs that are cut, or
 * observed behind each layer, stay as they are.
 *
 * <p>Results are those of channels first, up to rounding.
 */
public final class ChannelsLast implements Rewrite {
  private static final double PICOSECONDS = 1e12;

  private final Function<FormedProgram, BitSet> choice;
  private final ReorderedBlocks reordered = new ReorderedBlocks();

  private ChannelsLast(Function<FormedProgram, BitSet> choice) {
    this.choice = choice;
  }

  /** Returns the rewrite that changes every operator that has a form with channels last. */
  public static ChannelsLast everywhere() {
    return new ChannelsLast(LayoutChoice::everywhere);
  }

  /**
   * Returns the rewrite that changes operators such that products and conversions take the least
   * time together; what no time is known of counts nothing, and nothing is converted at unknown
   * cost.
   *
   * @param seconds how long the device takes for an operator, always the same; see {@link
   *     io.decant.spi.device.Device#seconds}
   * @param products the arithmetic in which products are computed
   */
  public static ChannelsLast whereFaster(
      Function<OpSpec, OptionalDouble> seconds, ComputeMode products) {
    LayoutCosts costs =
        spec -> {
          OptionalDouble time =
              seconds.apply(spec instanceof ProductOp op ? op.withMode(products) : spec);
          return time.isPresent()
              ? OptionalLong.of((long) (time.getAsDouble() * PICOSECONDS))
              : OptionalLong.empty();
        };
    return new ChannelsLast(program -> LayoutChoice.cheapest(program, costs));
  }

  @Override
  public Program apply(Program program) {
    if (program.isCut() || program.isObserved()) {
      return program;
    }
    FormedProgram formed = new FormedProgram(program);
    BitSet last = choice.apply(formed);
    return last.isEmpty() ? program : new LayoutWriter(formed, last, reordered).write();
  }
}
