package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.HingeLossParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Fill;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * One against all: {@code loss = sum of max(0, 1 + s x)^p / N}, with s = -1 for the labelled class,
 * else 1, and p = 1 for norm L1, 2 for L2. Source: Caffe's HingeLossLayer.
 */
public final class HingeLossLayer extends LabelledLossLayer {
  private final boolean squared;

  /** Creates the layer. */
  public HingeLossLayer(LayerConfig config) {
    super(config);
    squared = config.parameter().getHingeLossParam().getNorm() == HingeLossParameter.Norm.L2;
  }

  @Override
  public void forward(ForwardPass pass) {
    LabelGeometry geometry = geometry();
    Tensor x = pass.bottom(0);
    long count = x.count();
    Tensor sign = pass.keep("sign", x.shape());
    Tensor margin = pass.keep("margin", x.shape());
    Tensor minusTwo = pass.temporary("minusTwo", Shape.of(geometry.outer()));
    pass.emit(new Fill(count, 1), sign);
    pass.emit(new Fill(geometry.outer(), -2), minusTwo);
    pass.emit(
        new ScatterAdd(geometry.outer(), geometry.classes(), 1, 1, IndexLayout.FULL, true),
        minusTwo,
        pass.bottom(1),
        sign);
    pass.emit(new Binary(BinaryFunction.MUL, count), x, sign, margin);
    pass.emit(new Unary(Unary.Function.AFFINE, count, 1, 1), margin, margin);
    pass.emit(new Unary(Unary.Function.RELU, count, 0, 0), margin, margin);
    Reduce.Function sum = squared ? Reduce.Function.SUM_SQUARE : Reduce.Function.SUM;
    pass.emit(new Reduce(sum, 1, count, 1, 1f / geometry.outer(), false), margin, pass.top(0));
  }

  @Override
  void emitGradient(BackwardPass pass) {
    Tensor result = pass.bottomGradient(0);
    long count = result.count();
    Tensor margin = pass.kept("margin");
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    if (squared) {
      pass.emit(multiply, margin, pass.kept("sign"), result);
    } else {
      pass.emit(new Unary(Unary.Function.GREATER, count, 0, 0), margin, result);
      pass.emit(multiply, result, pass.kept("sign"), result);
    }
    float factor = (squared ? 2f : 1f) / geometry().outer();
    pass.emit(Axpby.scaledBy(count, factor), result, pass.topGradient(0), result);
  }
}
