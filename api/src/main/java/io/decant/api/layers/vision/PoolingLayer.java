package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;

/**
 * Maximum or average over windows of the last two of four axes: (N, C, H, W) to (N, C, output...),
 * with output = ceil((input + 2 pad - kernel) / stride) + 1, or floor by round_mode; with padding,
 * a last window that would start behind input + pad is dropped. Averages count the padding within
 * input + pad as cells. A second top of MAX holds the position of each maximum in its plane.
 * Source: Caffe's PoolingLayer.
 */
public final class PoolingLayer extends SimpleLayer {
  /** The number of positions that a float32 tells apart. */
  private static final long POSITION_LIMIT = 1L << 24;

  private final PoolingParameter parameter;
  private PoolingGeometry geometry =
      new PoolingGeometry(
          new Window(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
          List.of());

  /** Creates the layer. */
  public PoolingLayer(LayerConfig config) {
    super(config, BlobCount.exactly(1), BlobCount.between(1, 2));
    parameter = config.parameter().getPoolingParam();
    if (parameter.getPool() == PoolingParameter.PoolMethod.STOCHASTIC) {
      throw config.error(
          "pooling_param", "pool", "pool: STOCHASTIC is not supported yet; MAX and AVE are");
    }
    PoolingAxis.checkFields(config);
  }

  private boolean max() {
    return parameter.getPool() == PoolingParameter.PoolMethod.MAX;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() != 4) {
      throw setup.error("pools 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    if (setup.tops() > 1 && !max()) {
      throw setup.error("a second top, the positions of maxima, needs pool: MAX");
    }
    List<PoolingAxis> axes = PoolingAxis.read(config(), bottom.dim(2), bottom.dim(3));
    Window window = window(bottom.count(0, 2), axes);
    if (max() && window.inputCount() > POSITION_LIMIT) {
      throw setup.error(
          "planes have "
              + window.inputCount()
              + " elements; positions of maxima are exact up to "
              + POSITION_LIMIT);
    }
    geometry = new PoolingGeometry(window, axes.stream().map(PoolingAxis::pad).toList());
    Shape top = Shape.of(bottom.dim(0), bottom.dim(1), window.output(0), window.output(1));
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, top);
    }
  }

  private Window window(long planes, List<PoolingAxis> axes) {
    boolean ceiling = parameter.getRoundMode() == PoolingParameter.RoundMode.CEIL;
    boolean padded = axes.stream().anyMatch(axis -> axis.pad() > 0);
    return new Window(
        planes,
        axes.stream().map(PoolingAxis::input).toList(),
        axes.stream().map(PoolingAxis::kernel).toList(),
        axes.stream().map(PoolingAxis::stride).toList(),
        axes.stream().map(PoolingAxis::pad).toList(),
        axes.stream().map(axis -> axis.padEnd(axis.windows(ceiling, padded))).toList(),
        List.of(1L, 1L));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor y = pass.top(0);
    if (!max()) {
      pass.emit(new AveragePooling(geometry), pass.bottom(0), y);
      return;
    }
    Window window = geometry.window();
    boolean indices = pass.tops() > 1 || pass.backwardFollows();
    WindowReduce op = new WindowReduce(WindowReduce.Function.MAX, window, indices);
    if (pass.tops() > 1) {
      pass.emit(op, pass.bottom(0), y, pass.top(1));
    } else if (indices) {
      pass.emit(op, pass.bottom(0), y, pass.keep("position", pass.topShape(0)));
    } else {
      pass.emit(op, pass.bottom(0), y);
    }
    if (lastWindowIsOutside(window)) {
      pass.emit(
          new Unary(Unary.Function.CLAMP, y.count(), -Float.MAX_VALUE, Float.POSITIVE_INFINITY),
          y,
          y);
    }
  }

  /** Rounding up may add a window behind the image: its maximum is then Caffe's start value. */
  private static boolean lastWindowIsOutside(Window window) {
    for (int axis = 0; axis < window.rank(); axis++) {
      long start = (window.output(axis) - 1) * window.stride().get(axis);
      if (start >= window.padBegin().get(axis) + window.input().get(axis)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Window window = geometry.window();
    if (max()) {
      Tensor positions = pass.tops() > 1 ? pass.top(1) : pass.kept("position");
      pass.emit(
          new ScatterAdd(
              window.planes(),
              window.inputCount(),
              window.outputCount(),
              1,
              IndexLayout.FULL,
              false),
          pass.topGradient(0),
          positions,
          pass.bottomGradient(0));
    } else {
      pass.emit(new AveragePoolingBackward(geometry), pass.topGradient(0), pass.bottomGradient(0));
    }
  }
}
