package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.ReductionParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.Arrays;

/**
 * {@code y = coeff * (sum of f(x))} over all axes from {@code axis} on, with f(x) = x, |x| or x^2;
 * MEAN divides the sum of x by its number of elements. Source: Caffe's ReductionLayer.
 */
public final class ReductionLayer extends SimpleLayer {
  private final ReductionParameter parameter;
  private long rows;
  private long depth;

  /** Creates the layer. */
  public ReductionLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getReductionParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int axis = Axes.canonical(parameter.getAxis(), bottom);
    rows = bottom.count(0, axis);
    depth = bottom.countFrom(axis);
    setup.top(0, Shape.of(Arrays.copyOf(bottom.toArray(), axis)));
  }

  private float coefficient() {
    boolean mean = parameter.getOperation() == ReductionParameter.ReductionOp.MEAN;
    return mean ? parameter.getCoeff() / depth : parameter.getCoeff();
  }

  @Override
  public void forward(ForwardPass pass) {
    Reduce.Function function =
        switch (parameter.getOperation()) {
          case SUM, MEAN -> Reduce.Function.SUM;
          case ASUM -> Reduce.Function.SUM_ABS;
          case SUMSQ -> Reduce.Function.SUM_SQUARE;
        };
    pass.emit(
        new Reduce(function, rows, depth, 1, coefficient(), false), pass.bottom(0), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor result = pass.bottomGradient(0);
    long count = result.count();
    switch (parameter.getOperation()) {
      case SUM, MEAN -> pass.emit(new Fill(count, coefficient()), result);
      case ASUM -> {
        pass.emit(Unary.of(Unary.Function.SIGN, count), pass.bottom(0), result);
        pass.emit(Axpby.of(count, coefficient(), 0), result, result);
      }
      case SUMSQ -> pass.emit(Axpby.of(count, 2 * coefficient(), 0), pass.bottom(0), result);
    }
    pass.emit(
        Broadcast.alongMiddle(BinaryFunction.MUL, 1, rows, depth),
        result,
        pass.topGradient(0),
        result);
  }
}
