package io.decant.api.layers.common;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.InnerProductParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import java.util.Arrays;

/**
 * {@code y = x W^T + b}: x is M x K, with M the extents before {@code axis} and K those from it on;
 * W is N x K, or K x N when {@code transpose}; y is M x N. Source: Caffe's InnerProductLayer.
 */
public final class InnerProductLayer extends SimpleLayer {
  private final InnerProductParameter parameter;
  private final boolean transposed;
  private final long outputs;
  private long rows;
  private long depth;

  /** Creates the layer. */
  public InnerProductLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getInnerProductParam();
    transposed = parameter.getTranspose();
    outputs = Integer.toUnsignedLong(parameter.getNumOutput());
    if (outputs == 0) {
      throw config.error("inner_product_param", "num_output", "num_output is missing or 0");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int axis = Axes.canonical(parameter.getAxis(), bottom);
    rows = bottom.count(0, axis);
    depth = bottom.countFrom(axis);
    setup.parameter(
        transposed ? Shape.of(depth, outputs) : Shape.of(outputs, depth),
        parameter.getWeightFiller());
    if (parameter.getBiasTerm()) {
      setup.parameter(Shape.of(outputs), parameter.getBiasFiller());
    }
    long[] top = Arrays.copyOf(bottom.toArray(), axis + 1);
    top[axis] = outputs;
    setup.top(0, Shape.of(top));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor y = pass.top(0);
    pass.emit(
        Gemm.dense(rows, outputs, depth, false, !transposed, 1, 0),
        pass.bottom(0),
        pass.parameter(0),
        y);
    if (parameter.getBiasTerm()) {
      pass.emit(
          Broadcast.alongMiddle(BinaryFunction.ADD, rows, outputs, 1), y, pass.parameter(1), y);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    if (pass.learns(0)) {
      BackwardPass.Accumulation weights = pass.parameterGradient(0);
      int beta = weights.accumulate() ? 1 : 0;
      if (transposed) {
        pass.emit(
            Gemm.dense(depth, outputs, rows, true, false, 1, beta),
            pass.bottom(0),
            gradient,
            weights.tensor());
      } else {
        pass.emit(
            Gemm.dense(outputs, depth, rows, true, false, 1, beta),
            gradient,
            pass.bottom(0),
            weights.tensor());
      }
    }
    if (parameter.getBiasTerm() && pass.learns(1)) {
      BackwardPass.Accumulation bias = pass.parameterGradient(1);
      pass.emit(
          new Reduce(Reduce.Function.SUM, 1, rows, outputs, 1, bias.accumulate()),
          gradient,
          bias.tensor());
    }
    if (pass.propagates(0)) {
      pass.emit(
          Gemm.dense(rows, depth, outputs, false, transposed, 1, 0),
          gradient,
          pass.parameter(0),
          pass.bottomGradient(0));
    }
  }
}
