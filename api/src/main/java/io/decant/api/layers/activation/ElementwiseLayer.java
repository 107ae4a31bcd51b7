package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/**
 * A layer that works element by element: {@code y = f(x)}, {@code dx = dy * f'(x)}. It may work in
 * place.
 */
abstract class ElementwiseLayer extends SimpleLayer {
  ElementwiseLayer(LayerConfig config) {
    super(config, 1, 1);
  }

  /** Emits {@code y = f(x)}; y may take the place of x from its first write on. */
  abstract void emitValue(ForwardPass pass, Tensor x, Tensor y);

  /** Emits the derivative of f, from the bottom or the top. */
  abstract void emitSlope(BackwardPass pass, Tensor slope);

  @Override
  public final void reshape(LayerSetup setup) {
    setup.top(0, setup.bottom(0));
  }

  @Override
  public final void forward(ForwardPass pass) {
    emitValue(pass, pass.bottom(0), pass.topInPlace(0, 0));
  }

  @Override
  public final void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      emitGradient(pass);
    }
  }

  /** Emits the gradient of the bottom, which may take the place of the top's. */
  void emitGradient(BackwardPass pass) {
    Tensor slope = pass.temporary("slope", pass.topShape(0));
    emitSlope(pass, slope);
    pass.emit(
        new Binary(BinaryFunction.MUL, slope.count()),
        pass.topGradient(0),
        slope,
        pass.bottomGradientInPlace(0, 0));
  }

  /** Emits {@code target = function(source)}. */
  static void unary(
      LayerPass pass, Unary.Function function, float p, float q, Tensor source, Tensor target) {
    pass.emit(new Unary(function, source.count(), p, q), source, target);
  }

  /** Emits {@code target = function(a, b)}. */
  static void binary(LayerPass pass, BinaryFunction function, Tensor a, Tensor b, Tensor target) {
    pass.emit(new Binary(function, a.count()), a, b, target);
  }
}
