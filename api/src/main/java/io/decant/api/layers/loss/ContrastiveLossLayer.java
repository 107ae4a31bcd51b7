package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.ContrastiveLossParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code loss = sum over pairs of (y d^2 + (1 - y) max(margin - d, 0)^2) / (2 N)}, d the distance
 * of the vectors a and b, y whether they are alike; the legacy version has max(margin - d^2, 0).
 * Source: Caffe's ContrastiveLossLayer; Hadsell et al., CVPR 2006.
 */
public final class ContrastiveLossLayer extends LossLayer {
  /** Keeps the gradient finite where a and b are equal. */
  private static final float LEAST_DISTANCE = 1e-4f;

  private final ContrastiveLossParameter parameter;
  private long batch;
  private long depth;

  /** Creates the layer. */
  public ContrastiveLossLayer(LayerConfig config) {
    super(config, 3);
    parameter = config.parameter().getContrastiveLossParam();
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom != 2;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape a = setup.bottom(0);
    Shape b = setup.bottom(1);
    Shape alike = setup.bottom(2);
    long width = a.rank() < 2 ? 1 : a.dim(1);
    if (a.rank() < 1 || !a.equals(b) || a.count() != a.dim(0) * width) {
      throw setup.error("compares vectors (N, C) of one shape, these are " + a + " and " + b);
    }
    if (alike.count() != a.dim(0)) {
      throw setup.error("needs " + a.dim(0) + " flags for as many pairs, has " + alike);
    }
    batch = a.dim(0);
    depth = width;
    setup.top(0, Shape.of());
  }

  private Unary unary(Unary.Function function, float p, float q) {
    return new Unary(function, batch, p, q);
  }

  /** Emits how far each pair is inside the margin, 0 outside. */
  private void emitInside(LayerPass pass, Tensor squares, Tensor inside) {
    if (parameter.getLegacyVersion()) {
      pass.emit(unary(Unary.Function.AFFINE, -1, parameter.getMargin()), squares, inside);
    } else {
      pass.emit(unary(Unary.Function.SQRT, 0, 0), squares, inside);
      pass.emit(unary(Unary.Function.AFFINE, -1, parameter.getMargin()), inside, inside);
    }
    pass.emit(unary(Unary.Function.RELU, 0, 0), inside, inside);
  }

  /** Emits {@code target = alike ? one : other}; other is used up. */
  private void emitChoice(LayerPass pass, Tensor one, Tensor other, Tensor target) {
    Tensor alike = pass.bottom(2);
    Tensor different = pass.temporary("different", Shape.of(batch));
    Binary mask = new Binary(BinaryFunction.MASK, batch);
    pass.emit(unary(Unary.Function.EQUAL, 0, 0), alike, different);
    pass.emit(mask, other, different, other);
    pass.emit(mask, one, alike, target);
    pass.emit(new Binary(BinaryFunction.ADD, batch), target, other, target);
  }

  @Override
  public void forward(ForwardPass pass) {
    long count = batch * depth;
    Shape rows = Shape.of(batch);
    Tensor difference = pass.keep("difference", Shape.of(count));
    Tensor squares = pass.keep("squares", rows);
    Tensor inside = pass.temporary("inside", rows);
    Tensor losses = pass.temporary("losses", rows);
    pass.emit(new Binary(BinaryFunction.SUB, count), pass.bottom(0), pass.bottom(1), difference);
    pass.emit(Reduce.of(Reduce.Function.SUM_SQUARE, batch, depth, 1), difference, squares);
    emitInside(pass, squares, inside);
    if (!parameter.getLegacyVersion()) {
      pass.emit(unary(Unary.Function.SQUARE, 0, 0), inside, inside);
    }
    emitChoice(pass, squares, inside, losses);
    pass.emit(
        new Reduce(Reduce.Function.SUM, 1, batch, 1, 0.5f / batch, false), losses, pass.top(0));
  }

  /** The gradient is a - b times 1 for pairs alike, else times -max(margin - d, 0) / d. */
  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 2, "flags");
    if (!pass.propagates(0) && !pass.propagates(1)) {
      return;
    }
    Shape rows = Shape.of(batch);
    Tensor squares = pass.kept("squares");
    Tensor pull = pass.temporary("pull", rows);
    Tensor factor = pass.temporary("factor", rows);
    Tensor one = pass.temporary("one", rows);
    emitInside(pass, squares, pull);
    if (parameter.getLegacyVersion()) {
      pass.emit(unary(Unary.Function.GREATER, 0, 0), pull, pull);
    } else {
      pass.emit(unary(Unary.Function.SQRT, 0, 0), squares, factor);
      pass.emit(unary(Unary.Function.AFFINE, 1, LEAST_DISTANCE), factor, factor);
      pass.emit(new Binary(BinaryFunction.DIV, batch), pull, factor, pull);
    }
    pass.emit(unary(Unary.Function.AFFINE, -1, 0), pull, pull);
    pass.emit(new Fill(batch, 1), one);
    emitChoice(pass, one, pull, factor);
    for (int i = 0; i < 2; i++) {
      if (pass.propagates(i)) {
        Tensor result = pass.bottomGradient(i);
        pass.emit(
            Broadcast.alongMiddle(BinaryFunction.MUL, 1, batch, depth),
            pass.kept("difference"),
            factor,
            result);
        pass.emit(
            Axpby.scaledBy(batch * depth, (i == 0 ? 1f : -1f) / batch),
            result,
            pass.topGradient(0),
            result);
      }
    }
  }
}
