package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * A few rows of a {@link Window}'s output, and the rows of its input that belong to them; a row is
 * one position on the first axis.
 *
 * @param window the window over these rows alone
 * @param inputBegin the first row of the input
 * @param inputEnd behind its last row
 * @param outputBegin the first row of the output
 * @param outputEnd behind its last row
 */
record WindowRows(Window window, long inputBegin, long inputEnd, long outputBegin, long outputEnd) {

  /** Returns whether rows can be cut: each row of windows covers some row of the input. */
  static boolean possible(Window window) {
    return window.rank() > 0
        && window.padBegin().get(0) < reach(window)
        && (window.output(0) - 1) * window.stride().get(0) - window.padBegin().get(0)
            < window.input().get(0);
  }

  /** Returns some rows of the output with all rows of the input that their windows cover. */
  static WindowRows ofOutput(Window window, long begin, long end) {
    long first = begin * window.stride().get(0) - window.padBegin().get(0);
    long behind = (end - 1) * window.stride().get(0) - window.padBegin().get(0) + reach(window);
    long inputBegin = Math.max(0, first);
    long inputEnd = Math.min(window.input().get(0), behind);
    return new WindowRows(
        over(window, inputEnd - inputBegin, inputBegin - first, end - begin),
        inputBegin,
        inputEnd,
        begin,
        end);
  }

  /** Returns some rows of the input with all rows of the output whose windows cover them. */
  static WindowRows ofInput(Window window, long begin, long end) {
    long stride = window.stride().get(0);
    long pad = window.padBegin().get(0);
    long last = window.output(0) - 1;
    long outputBegin =
        Math.min(last, Math.max(0, -Math.floorDiv(reach(window) - 1 - begin - pad, stride)));
    // Padding is never negative: the row of windows before may be taken in, although it ends there.
    if (outputBegin * stride > begin + pad) {
      outputBegin--;
    }
    long outputEnd = Math.max(outputBegin, Math.min(last, (end - 1 + pad) / stride)) + 1;
    return new WindowRows(
        over(window, end - begin, begin + pad - outputBegin * stride, outputEnd - outputBegin),
        begin,
        end,
        outputBegin,
        outputEnd);
  }

  private static long reach(Window window) {
    return window.dilation().get(0) * (window.kernel().get(0) - 1) + 1;
  }

  private static Window over(Window window, long rows, long padBegin, long outputs) {
    long padded = (outputs - 1) * window.stride().get(0) + reach(window);
    return new Window(
        window.planes(),
        with(window.input(), rows),
        window.kernel(),
        window.stride(),
        with(window.padBegin(), padBegin),
        with(window.padEnd(), padded - rows - padBegin),
        window.dilation());
  }

  /** Returns a list with another first entry. */
  static List<Long> with(List<Long> list, long first) {
    List<Long> changed = new ArrayList<>(list);
    changed.set(0, first);
    return changed;
  }

  /** Returns the rows of the input, of some planes. */
  Part input(Window whole, long planes) {
    return rows(planes, whole.input().get(0), whole.inputCount(), inputBegin, inputEnd);
  }

  /** Returns the rows of the output, of some planes. */
  Part output(Window whole, long planes) {
    return rows(planes, whole.output(0), whole.outputCount(), outputBegin, outputEnd);
  }

  /** Returns the rows of the input, of images in a layout. */
  Part input(Window whole, ChannelExtents images, Layout layout) {
    return rows(images, layout, whole.input().get(0), inputBegin, inputEnd);
  }

  /** Returns the rows of the output, of images in a layout. */
  Part output(Window whole, ChannelExtents images, Layout layout) {
    return rows(images, layout, whole.output(0), outputBegin, outputEnd);
  }

  private static Part rows(ChannelExtents images, Layout layout, long rows, long begin, long end) {
    return switch (layout) {
      case CHANNELS_FIRST ->
          rows(images.images() * images.channels(), rows, images.positions(), begin, end);
      case CHANNELS_LAST ->
          rows(images.images(), rows, images.positions() * images.channels(), begin, end);
    };
  }

  private static Part rows(long planes, long rows, long plane, long begin, long end) {
    long width = plane / rows;
    return Part.band(planes, plane, begin * width, end * width);
  }
}
