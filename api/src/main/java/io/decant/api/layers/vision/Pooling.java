package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.PoolingParameter.PoolMethod;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pooling of all planes of one blob.
 *
 * @param method what a window becomes
 * @param geometry sizes
 * @param name tells several poolings of one layer apart
 */
record Pooling(PoolMethod method, PoolingGeometry geometry, String name) {
  /** Pools nothing. */
  static final Pooling NONE =
      new Pooling(
          PoolMethod.AVE,
          new PoolingGeometry(
              new Window(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
              List.of()),
          "");

  /** The number of positions that a float32 tells apart. */
  private static final long POSITION_LIMIT = 1L << 24;

  /**
   * Works out the windows over a bottom (N, C, H, W).
   *
   * @param ceiling whether a window that reaches beyond the padded input counts
   */
  static Pooling of(
      LayerSetup setup, PoolMethod method, List<PoolingAxis> axes, boolean ceiling, String name) {
    boolean padded = axes.stream().anyMatch(axis -> axis.pad() > 0);
    if (padded && method == PoolMethod.STOCHASTIC) {
      throw setup.error("pool: STOCHASTIC takes no padding; MAX and AVE do");
    }
    List<Long> pads = axes.stream().map(PoolingAxis::pad).toList();
    Window window =
        new Window(
            setup.bottom(0).count(0, 2),
            axes.stream().map(PoolingAxis::input).toList(),
            axes.stream().map(PoolingAxis::kernel).toList(),
            axes.stream().map(PoolingAxis::stride).toList(),
            pads,
            axes.stream().map(axis -> axis.padEnd(axis.windows(ceiling, padded))).toList(),
            List.of(1L, 1L));
    if (method == PoolMethod.MAX && window.inputCount() > POSITION_LIMIT) {
      throw setup.error(
          "planes have "
              + window.inputCount()
              + " elements; positions of maxima are exact up to "
              + POSITION_LIMIT);
    }
    return new Pooling(method, new PoolingGeometry(window, pads), name);
  }

  /** Returns the shape of the pooled blob. */
  Shape shape(Shape bottom) {
    Window window = geometry.window();
    return Shape.of(bottom.dim(0), bottom.dim(1), window.output(0), window.output(1));
  }

  /** Returns the number of elements of the pooled blob. */
  long count() {
    return geometry.window().planes() * geometry.window().outputCount();
  }

  private String keptName() {
    return "position" + name;
  }

  /**
   * Emits y from x.
   *
   * @param positions where positions of maxima go; null for nowhere
   * @param firstRandom how many random numbers of the layer other poolings use
   */
  void emit(ForwardPass pass, Tensor x, Tensor y, @Nullable Tensor positions, long firstRandom) {
    switch (method) {
      case AVE -> pass.emit(new AveragePooling(geometry), x, y);
      case MAX -> emitMax(pass, x, y, positions);
      case STOCHASTIC -> {
        StochasticPooling stochastic = new StochasticPooling(geometry.window());
        if (pass.training()) {
          Tensor choice = pass.keep(keptName(), Shape.of(count()));
          stochastic.emitDraw(pass, x, y, choice, firstRandom);
        } else {
          stochastic.emitAverage(pass, x, y);
        }
      }
    }
  }

  private void emitMax(ForwardPass pass, Tensor x, Tensor y, @Nullable Tensor positions) {
    Window window = geometry.window();
    Tensor kept = positions;
    if (kept == null && pass.backwardFollows()) {
      kept = pass.keep(keptName(), Shape.of(count()));
    }
    WindowReduce op = new WindowReduce(WindowReduce.Function.MAX, window, kept != null);
    if (kept != null) {
      pass.emit(op, x, y, kept);
    } else {
      pass.emit(op, x, y);
    }
    if (lastWindowIsOutside()) {
      pass.emit(
          new Unary(Unary.Function.CLAMP, y.count(), -Float.MAX_VALUE, Float.POSITIVE_INFINITY),
          y,
          y);
    }
  }

  /** Rounding up may add a window behind the image: its maximum is then Caffe's start value. */
  private boolean lastWindowIsOutside() {
    Window window = geometry.window();
    for (int axis = 0; axis < window.rank(); axis++) {
      long start = (window.output(axis) - 1) * window.stride().get(axis);
      if (start >= window.padBegin().get(axis) + window.input().get(axis)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether there is a gradient: not of the average that replaces drawing in TEST. */
  boolean hasGradient(LayerPass pass) {
    return method != PoolMethod.STOCHASTIC || pass.training();
  }

  /** Emits dx from dy. */
  void emitGradient(BackwardPass pass, Tensor dy, @Nullable Tensor positions, Tensor dx) {
    Window window = geometry.window();
    switch (method) {
      case AVE -> pass.emit(new AveragePoolingBackward(geometry), dy, dx);
      case MAX ->
          pass.emit(
              new MaxPoolingBackward(window),
              dy,
              positions == null ? pass.kept(keptName()) : positions,
              dx);
      case STOCHASTIC ->
          new StochasticPooling(window).emitGradient(pass, dy, pass.kept(keptName()), dx);
    }
  }
}
