package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of maxima under windows, {@link WindowReduce} with {@link
 * WindowReduce.Function#MAX}: each element of dx is the sum of dy over the windows whose index
 * names it, in ascending order of the windows.
 *
 * <p>Operands: {@code dy} (planes, output) read; {@code index} (planes, output) read: positions as
 * {@link WindowReduce} writes them; {@code dx} (planes, input) overwritten. A position in dx that
 * an index names must lie under the index's own window: an implementation may look for indices
 * nowhere else. What names a position outside of dx adds nothing. With channels last, the window's
 * last axis is the channels, and a position is that among the axes before it.
 *
 * @param window geometry
 * @param layout what a position counts
 * @param firstPosition the position of dx's first element: not 0 where dx is a part of the planes
 *     that the indices count in
 */
public record MaxPoolingBackward(Window window, Layout layout, long firstPosition)
    implements CompositeOp {
  /** Checks the axis of the channels. */
  public MaxPoolingBackward {
    if (layout == Layout.CHANNELS_LAST && !window.isChannelwise()) {
      throw new IllegalArgumentException(
          "the last axis of " + window + " is not that of channels, each in windows of its own");
    }
    if (firstPosition < 0) {
      throw new IllegalArgumentException("positions start at 0, not at " + firstPosition);
    }
  }

  /** Creates the gradient of whole planes whose positions count all axes. */
  public MaxPoolingBackward(Window window) {
    this(window, Layout.CHANNELS_FIRST, 0);
  }

  /** Returns the same over images whose channels lie last; see {@link Window#withChannelsLast}. */
  public MaxPoolingBackward withChannelsLast(long channels) {
    return new MaxPoolingBackward(
        window.withChannelsLast(channels), Layout.CHANNELS_LAST, firstPosition);
  }

  /** Returns how many neighbouring elements of a plane have the same position: the channels. */
  public long elementsAtPosition() {
    return layout == Layout.CHANNELS_LAST ? window.input().get(window.rank() - 1) : 1;
  }

  /**
   * Returns the scattering that is this gradient, of indices that count from dx's first element.
   */
  public ScatterAdd scattering() {
    long inner = elementsAtPosition();
    return new ScatterAdd(
        window.planes(),
        window.inputCount() / Math.max(1, inner),
        window.outputCount() / Math.max(1, inner),
        inner,
        IndexLayout.FULL,
        false);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("dy", window.planes(), window.outputCount()),
        Operand.read("index", window.planes(), window.outputCount()),
        Operand.write("dx", window.planes(), window.inputCount()));
  }

  @Override
  public Cost cost() {
    return Cost.of(window.planes() * window.outputCount(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    TileAxis planes =
        TileAxis.along(
            "planes",
            window.planes(),
            this,
            n -> new MaxPoolingBackward(window.withPlanes(n), layout, firstPosition),
            0,
            0,
            0);
    return WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.input().get(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    WindowRows rows = WindowRows.ofInput(window, begin, end);
    long row = scattering().size() / window.input().get(0);
    Part output = rows.output(window, window.planes());
    return new Tile(
        new MaxPoolingBackward(rows.window(), layout, firstPosition + begin * row),
        List.of(output, output, rows.input(window, window.planes())));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref index = steps.operand(1);
    if (firstPosition > 0) {
      long count = window.planes() * window.outputCount();
      index = steps.temporary(window.planes(), window.outputCount());
      steps.step(
          new Unary(Unary.Function.AFFINE, count, 1, -firstPosition), steps.operand(1), index);
    }
    return steps.step(scattering(), steps.operand(0), index, steps.operand(2)).build();
  }
}
