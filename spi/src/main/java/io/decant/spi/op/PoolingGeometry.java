package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The geometry of pooling.
 *
 * @param window sliding window; its end padding makes the number of windows come out as asked
 * @param counted padding behind each axis that average pooling counts as cells; the padding before
 *     each axis always counts; negative where windows do not reach the end
 */
public record PoolingGeometry(Window window, List<Long> counted) {
  /** Copies the list. */
  public PoolingGeometry {
    counted = List.copyOf(counted);
  }

  /** Returns the same over images whose channels lie last; see {@link Window#withChannelsLast}. */
  public PoolingGeometry withChannelsLast(long channels) {
    List<Long> all = new ArrayList<>(counted);
    all.add(0L);
    return new PoolingGeometry(window.withChannelsLast(channels), all);
  }

  /** Returns the same over another number of planes. */
  PoolingGeometry withPlanes(long count) {
    return new PoolingGeometry(window.withPlanes(count), counted);
  }

  /** Returns the geometry of some rows, whose windows have as many cells as in the whole. */
  PoolingGeometry of(WindowRows rows) {
    Window part = rows.window();
    long start = rows.outputBegin() * window.stride().get(0);
    long cells = window.padBegin().get(0) + window.input().get(0) + counted.get(0) - start;
    long inside = part.padBegin().get(0) + part.input().get(0);
    long padded = inside + part.padEnd().get(0);
    return new PoolingGeometry(part, WindowRows.with(counted, Math.min(cells, padded) - inside));
  }

  /** Returns the window that, slid over a plane of ones, counts the cells of each average. */
  Window divisorWindow() {
    List<Long> extents = new ArrayList<>();
    List<Long> begin = new ArrayList<>();
    List<Long> end = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      extents.add(window.input().get(axis) + window.padBegin().get(axis) + counted.get(axis));
      begin.add(0L);
      end.add(window.padEnd().get(axis) - counted.get(axis));
    }
    return new Window(1, extents, window.kernel(), window.stride(), begin, end, window.dilation());
  }

  /** Appends the steps that compute each window's number of cells, and returns where they are. */
  Decomposition.Ref divisors(Decomposition.Builder steps) {
    Window cells = divisorWindow();
    Decomposition.Ref ones = steps.temporary(cells.inputCount());
    Decomposition.Ref divisors = steps.temporary(cells.outputCount());
    steps
        .step(new Fill(cells.inputCount(), 1), ones)
        .step(new WindowReduce(WindowReduce.Function.SUM, cells, false), ones, divisors)
        // A window that lies wholly outside has the sum 0, whatever it is divided by.
        .step(
            new Unary(Unary.Function.CLAMP, cells.outputCount(), 1, Float.POSITIVE_INFINITY),
            divisors,
            divisors);
    return divisors;
  }

  /** Returns the operator that divides (planes, output) by each window's number of cells. */
  Broadcast divide() {
    return new Broadcast(
        BinaryFunction.DIV, window.planes(), 1, window.outputCount(), false, false, true);
  }

  /** Returns the operand shaped like the input. */
  Operand input(String name, Intent intent) {
    return new Operand(name, TensorSpec.float32(window.planes(), window.inputCount()), intent);
  }

  /** Returns the operand shaped like the output. */
  Operand output(String name, Intent intent) {
    return new Operand(name, TensorSpec.float32(window.planes(), window.outputCount()), intent);
  }

  /** Returns the number of elements that all windows cover. */
  long work() {
    return window.planes() * window.kernelCount() * window.outputCount();
  }
}
