package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.LossParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.SoftmaxLoss.Normalization;
import io.decant.spi.op.Unary;

/**
 * {@code loss = sum of (log(1 + e^-|x|) + x * ([x > 0] - t)) / normaliser}: the cross-entropy of
 * sigmoid(x) and the target t, computed without overflow. The normaliser is the batch size unless
 * given. Source: Caffe's SigmoidCrossEntropyLossLayer.
 */
public final class SigmoidCrossEntropyLossLayer extends LossLayer {
  private final LossParameter parameter;
  private final Normalization normalization;
  private LossDivisor divisor = LossDivisor.NONE;

  /** Creates the layer. */
  public SigmoidCrossEntropyLossLayer(LayerConfig config) {
    super(config, 2);
    parameter = config.parameter().getLossParam();
    normalization = Normalizations.of(parameter, Normalization.BATCH_SIZE);
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape scores = setup.bottom(0);
    Shape targets = setup.bottom(1);
    if (scores.rank() == 0 || scores.count() != targets.count()) {
      throw setup.error("compares blobs of one size, these are " + scores + " and " + targets);
    }
    Labels.checkBatch(setup);
    divisor = new LossDivisor(normalization, scores.count(), scores.dim(0));
    setup.top(0, Shape.of());
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    long count = x.count();
    Tensor loss = pass.temporary("losses", x.shape());
    Tensor error = pass.temporary("error", x.shape());
    pass.emit(Unary.of(Unary.Function.ABS, count), x, loss);
    pass.emit(new Unary(Unary.Function.AFFINE, count, -1, 0), loss, loss);
    pass.emit(Unary.of(Unary.Function.SOFTPLUS, count), loss, loss);
    pass.emit(new Unary(Unary.Function.GREATER, count, 0, 0), x, error);
    pass.emit(new Binary(BinaryFunction.SUB, count), error, pass.bottom(1), error);
    pass.emit(new Binary(BinaryFunction.MUL, count), error, x, error);
    pass.emit(new Binary(BinaryFunction.ADD, count), loss, error, loss);
    Tensor valid = null;
    if (parameter.hasIgnoreLabel()) {
      valid = pass.keep("valid", x.shape());
      LossDivisor.emitValid(pass, pass.bottom(1), parameter.getIgnoreLabel(), valid);
      emitMask(pass, loss, valid);
    }
    pass.emit(Reduce.of(Reduce.Function.SUM, 1, count, 1), loss, pass.top(0));
    divisor.emit(pass, valid, pass.top(0));
  }

  private static void emitMask(LayerPass pass, Tensor x, Tensor valid) {
    pass.emit(new Binary(BinaryFunction.MASK, x.count()), x, valid, x);
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "targets");
    if (!pass.propagates(0)) {
      return;
    }
    Tensor x = pass.bottom(0);
    Tensor result = pass.bottomGradient(0);
    pass.emit(Unary.of(Unary.Function.SIGMOID, x.count()), x, result);
    pass.emit(new Binary(BinaryFunction.SUB, x.count()), result, pass.bottom(1), result);
    if (parameter.hasIgnoreLabel()) {
      emitMask(pass, result, pass.kept("valid"));
    }
    pass.emit(Axpby.scaledBy(x.count(), 1), result, LossDivisor.emitGradient(pass), result);
  }
}
