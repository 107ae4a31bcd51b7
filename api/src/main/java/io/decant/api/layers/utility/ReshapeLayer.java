package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.ReshapeParameter;
import io.decant.spi.op.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Gives {@code num_axes} axes from {@code axis} on other extents: 0 copies one, -1 is worked out. A
 * view. Source: Caffe's ReshapeLayer.
 */
public final class ReshapeLayer extends SimpleLayer {
  private final ReshapeParameter parameter;

  /** Creates the layer. */
  public ReshapeLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getReshapeParam();
    int inferred = 0;
    for (long dim : parameter.getShape().getDimList()) {
      if (dim < -1) {
        throw config.error("reshape_param", "shape", "dim is " + dim + ", it must be at least -1");
      }
      inferred += dim == -1 ? 1 : 0;
    }
    if (inferred > 1) {
      throw config.error("reshape_param", "shape", "only one dim can be -1");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int begin = begin(setup, bottom);
    int axes = parameter.getNumAxes();
    int end = axes == -1 ? bottom.rank() : begin + axes;
    if (axes < -1 || end > bottom.rank()) {
      throw setup.error(
          "axis " + begin + " and num_axes " + axes + " reach beyond the bottom, " + bottom);
    }
    List<Long> dims = parameter.getShape().getDimList();
    long[] top = new long[begin + dims.size() + bottom.rank() - end];
    int inferred = -1;
    for (int i = 0; i < top.length; i++) {
      if (i < begin) {
        top[i] = bottom.dim(i);
      } else if (i >= begin + dims.size()) {
        top[i] = bottom.dim(i - begin - dims.size() + end);
      } else {
        long dim = dims.get(i - begin);
        inferred = dim == -1 ? i : inferred;
        top[i] = dim == 0 ? copied(setup, bottom, i) : Math.abs(dim);
      }
    }
    if (inferred >= 0) {
      top[inferred] = infer(setup, bottom, Shape.of(top));
    }
    Shape shape = Shape.of(top);
    if (shape.count() != bottom.count()) {
      throw setup.error("cannot view " + bottom + " as " + shape);
    }
    setup.top(0, shape);
  }

  /** Returns the first axis that changes; negative ones count from behind the last. */
  private int begin(LayerSetup setup, Shape bottom) {
    int axis = parameter.getAxis();
    int begin = axis >= 0 ? axis : bottom.rank() + axis + 1;
    if (begin < 0 || begin > bottom.rank()) {
      throw setup.error("axis " + axis + " is outside the bottom, " + bottom);
    }
    return begin;
  }

  private static long copied(LayerSetup setup, Shape bottom, int axis) {
    if (axis >= bottom.rank()) {
      throw setup.error("dim 0 copies axis " + axis + ", which " + bottom + " does not have");
    }
    return bottom.dim(axis);
  }

  /** In a batch without items, what an item has is worked out. */
  private static long infer(LayerSetup setup, Shape bottom, Shape known) {
    boolean empty = known.count() == 0;
    long elements = empty ? countOfItem(bottom) : bottom.count();
    long divisor = empty ? countOfItem(known) : known.count();
    if (elements % divisor != 0) {
      throw setup.error(
          "dim -1 cannot be worked out: " + elements + " elements are no multiple of " + divisor);
    }
    return elements / divisor;
  }

  private static long countOfItem(Shape shape) {
    long[] dims = shape.toArray();
    return Shape.of(Arrays.stream(dims).filter(dim -> dim != 0).toArray()).count();
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.topView(0, pass.bottom(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.bottomGradientView(0, pass.topGradient(0));
    }
  }
}
