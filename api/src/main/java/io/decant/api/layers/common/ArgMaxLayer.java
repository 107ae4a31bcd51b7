package io.decant.api.layers.common;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.api.layers.utility.AxisRows;
import io.decant.proto.caffe.ArgMaxParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.memory.TopK;
import io.decant.spi.op.Shape;
import java.util.Arrays;

/**
 * Positions of the {@code top_k} largest elements along {@code axis}, which becomes top_k long; or
 * with {@code out_max_val} those elements. Without an axis, of each image: (N, ...) to (N, 1,
 * top_k), or with {@code out_max_val} (N, 2, top_k), positions and then elements, and as many axes
 * of extent 1 behind as the bottom has. Of equal elements, the one with the higher position comes
 * first. It has no gradient. Source: Caffe's ArgMaxLayer.
 */
public final class ArgMaxLayer extends SimpleLayer {
  private static final long POSITION_LIMIT = 1L << 24;

  private final ArgMaxParameter parameter;
  private long outer;
  private long size;
  private long inner;

  /** Creates the layer. */
  public ArgMaxLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getArgmaxParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int axis = parameter.hasAxis() ? Axes.canonical(parameter.getAxis(), bottom) : -1;
    if (bottom.rank() == 0) {
      throw setup.error("needs a batch axis, the bottom is " + bottom);
    }
    outer = axis < 0 ? bottom.dim(0) : Axes.before(bottom, axis);
    size = axis < 0 ? bottom.countFrom(1) : bottom.dim(axis);
    inner = axis < 0 ? 1 : Axes.behind(bottom, axis);
    long k = Integer.toUnsignedLong(parameter.getTopK());
    if (k < 1 || k > size) {
      throw config()
          .error(
              "argmax_param",
              "top_k",
              "top_k is " + k + ", it must be at least 1 and at most " + size);
    }
    if (size > POSITION_LIMIT) {
      throw setup.error(size + " elements: positions are exact up to " + POSITION_LIMIT);
    }
    setup.top(0, axis < 0 ? flat(bottom, k) : bottom.with(axis, k));
  }

  private Shape flat(Shape bottom, long k) {
    long[] top = new long[Math.max(3, bottom.rank())];
    Arrays.fill(top, 1);
    top[0] = bottom.dim(0);
    top[1] = parameter.getOutMaxVal() ? 2 : 1;
    top[2] = k;
    return Shape.of(top);
  }

  @Override
  public void forward(ForwardPass pass) {
    int k = parameter.getTopK();
    boolean values = parameter.getOutMaxVal();
    if (parameter.hasAxis() || !values) {
      pass.emit(new TopK(outer, size, inner, k, !values, values), pass.bottom(0), pass.top(0));
      return;
    }
    Tensor top = pass.top(0);
    Tensor index = pass.temporary("index", Shape.of(outer, k));
    Tensor value = pass.temporary("value", Shape.of(outer, k));
    pass.emit(new TopK(outer, size, 1, k, true, true), pass.bottom(0), index, value);
    pass.emit(AxisRows.gather(outer, k, 2L * k), index, top);
    pass.emit(AxisRows.gather(outer, k, 2L * k), value, top.slice(k, Shape.of(0)));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
  }
}
