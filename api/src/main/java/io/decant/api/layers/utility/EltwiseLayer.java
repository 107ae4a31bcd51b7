package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.EltwiseParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Shape;

/**
 * Joins blobs of one shape element by element: SUM {@code y = sum of coeff_i * x_i}, PROD {@code y
 * = product of x_i}, MAX. A maximum that several bottoms share belongs to bottom 1 if bottoms 0 and
 * 1 tie, otherwise to the first. Source: Caffe's EltwiseLayer.
 */
public final class EltwiseLayer extends SimpleLayer {
  private final EltwiseParameter parameter;
  private long count;

  /** Creates the layer. */
  public EltwiseLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(2), BlobCount.exactly(1));
    parameter = config.parameter().getEltwiseParam();
    int coefficients = parameter.getCoeffCount();
    if (coefficients > 0 && coefficients != config.parameter().getBottomCount()) {
      throw config.error(
          "eltwise_param",
          "coeff",
          "coeff is given "
              + coefficients
              + " times for "
              + config.parameter().getBottomCount()
              + " bottoms");
    }
    if (coefficients > 0 && parameter.getOperation() == EltwiseParameter.EltwiseOp.PROD) {
      throw config.error("eltwise_param", "coeff", "coeff needs operation: SUM, not PROD");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape shape = setup.bottom(0);
    for (int i = 1; i < setup.bottoms(); i++) {
      if (!setup.bottom(i).equals(shape)) {
        throw setup.error(
            "bottoms must have one shape, these are " + shape + " and " + setup.bottom(i));
      }
    }
    count = shape.count();
    setup.top(0, shape);
  }

  private float coefficient(int bottom) {
    return parameter.getCoeffCount() == 0 ? 1 : parameter.getCoeff(bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor y = pass.top(0);
    switch (parameter.getOperation()) {
      case SUM -> {
        if (parameter.getCoeffCount() == 0) {
          fold(pass, BinaryFunction.ADD, y);
          return;
        }
        for (int i = 0; i < pass.bottoms(); i++) {
          pass.emit(Axpby.of(count, coefficient(i), i == 0 ? 0 : 1), pass.bottom(i), y);
        }
      }
      case PROD -> fold(pass, BinaryFunction.MUL, y);
      case MAX -> {
        fold(pass, BinaryFunction.MAX, y);
        if (pass.backwardFollows()) {
          emitOwners(pass, y);
        }
      }
    }
  }

  private void fold(ForwardPass pass, BinaryFunction function, Tensor y) {
    Binary op = new Binary(function, count);
    pass.emit(op, pass.bottom(0), pass.bottom(1), y);
    for (int i = 2; i < pass.bottoms(); i++) {
      pass.emit(op, y, pass.bottom(i), y);
    }
  }

  /** Keeps, for each bottom, 1 where the maximum is its own, else 0. */
  private void emitOwners(ForwardPass pass, Tensor y) {
    Tensor free = pass.temporary("unowned", Shape.of(count));
    pass.emit(new Fill(count, 1), free);
    for (int turn = 0; turn < pass.bottoms(); turn++) {
      int bottom = turn == 0 ? 1 : turn == 1 ? 0 : turn;
      Tensor owner = pass.keep("owner" + bottom, Shape.of(count));
      pass.emit(new Binary(BinaryFunction.EQUAL, count), pass.bottom(bottom), y, owner);
      pass.emit(new Binary(BinaryFunction.MUL, count), owner, free, owner);
      pass.emit(new Binary(BinaryFunction.SUB, count), free, owner, free);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    for (int i = 0; i < pass.bottoms(); i++) {
      if (!pass.propagates(i)) {
        continue;
      }
      if (parameter.getOperation() == EltwiseParameter.EltwiseOp.SUM && coefficient(i) == 1) {
        pass.bottomGradientView(i, gradient);
        continue;
      }
      Tensor bottom = pass.bottomGradient(i);
      switch (parameter.getOperation()) {
        case SUM -> pass.emit(Axpby.of(count, coefficient(i), 0), gradient, bottom);
        case PROD -> emitProductGradient(pass, i, gradient, bottom);
        case MAX ->
            pass.emit(
                new Binary(BinaryFunction.MUL, count), gradient, pass.kept("owner" + i), bottom);
      }
    }
  }

  private void emitProductGradient(BackwardPass pass, int index, Tensor gradient, Tensor bottom) {
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    if (!parameter.getStableProdGrad()) {
      pass.emit(new Binary(BinaryFunction.DIV, count), pass.top(0), pass.bottom(index), bottom);
      pass.emit(multiply, bottom, gradient, bottom);
      return;
    }
    pass.emit(Copy.dense(count), gradient, bottom);
    for (int i = 0; i < pass.bottoms(); i++) {
      if (i != index) {
        pass.emit(multiply, bottom, pass.bottom(i), bottom);
      }
    }
  }
}
