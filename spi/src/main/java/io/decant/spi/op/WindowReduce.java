package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code y[p, o]} reduces the elements of plane p under window o; padding never takes part.
 *
 * <p>Operands: {@code x} (planes, input) read; {@code y} (planes, output) overwritten; {@code
 * index} (planes, output) overwritten, if {@code indices}: the row-major position in the input
 * plane of the first largest element, or -1 when a window holds padding only. With channels last,
 * the window's last axis is the channels, of which each window covers one ({@link
 * Window#withChannelsLast}), and a position is that among the axes before it. A maximum over
 * padding only is minus infinity, a sum 0. A NaN under the window makes the result NaN, and its
 * index that of the first NaN.
 *
 * @param function the reduction
 * @param window geometry
 * @param indices whether positions of the maxima are written; for {@link Function#MAX} only
 * @param layout what a position counts
 */
public record WindowReduce(Function function, Window window, boolean indices, Layout layout)
    implements MandatoryOp {
  /** The reductions. */
  public enum Function {
    /** Largest element. */
    MAX,
    /** Sum. */
    SUM
  }

  /** Checks that positions are asked of maxima only, and the axis of the channels. */
  public WindowReduce {
    if (layout == Layout.CHANNELS_LAST && !window.isChannelwise()) {
      throw new IllegalArgumentException(
          "the last axis of " + window + " is not that of channels, each in windows of its own");
    }
    if (indices && function != Function.MAX) {
      throw new IllegalArgumentException("a window's " + function + " has no position");
    }
  }

  /** Creates a reduction whose positions count all axes. */
  public WindowReduce(Function function, Window window, boolean indices) {
    this(function, window, indices, Layout.CHANNELS_FIRST);
  }

  /**
   * Returns how many neighbouring elements of a plane have the same position: with channels last,
   * the channels.
   */
  public long elementsAtPosition() {
    return layout == Layout.CHANNELS_LAST ? window.input().get(window.rank() - 1) : 1;
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(3);
    operands.add(Operand.read("x", window.planes(), window.inputCount()));
    operands.add(Operand.write("y", window.planes(), window.outputCount()));
    if (indices) {
      operands.add(Operand.write("index", window.planes(), window.outputCount()));
    }
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(window.planes() * window.kernelCount() * window.outputCount(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    int[] first = new int[operands().size()];
    TileAxis planes =
        TileAxis.along(
            "planes",
            window.planes(),
            this,
            n -> new WindowReduce(function, window.withPlanes(n), indices, layout),
            first);
    return !indices && WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.output(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    WindowRows rows = WindowRows.ofOutput(window, begin, end);
    return new Tile(
        new WindowReduce(function, rows.window(), false, layout),
        List.of(rows.input(window, window.planes()), rows.output(window, window.planes())));
  }
}
