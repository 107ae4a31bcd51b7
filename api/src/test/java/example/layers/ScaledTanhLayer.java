package example.layers;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ExtraFields;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** {@code y = amplitude * tanh(slope * x)}, made of operators that every device has. */
final class ScaledTanhLayer extends SimpleLayer {
  private final float amplitude;
  private final float slope;

  ScaledTanhLayer(LayerConfig config) {
    super(config, 1, 1);
    ExtraFields fields = config.extra("scaled_tanh_param").allow("amplitude", "slope");
    amplitude = (float) fields.number("amplitude", 1.7159);
    slope = (float) fields.number("slope");
    if (slope == 0) {
      throw fields.error("slope", "0 makes every output 0; give another");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    setup.top(0, setup.bottom(0));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    Tensor tanh = pass.keep("tanh", x.shape());
    long count = x.count();
    pass.emit(new Unary(Unary.Function.AFFINE, count, slope, 0), x, tanh);
    pass.emit(Unary.of(Unary.Function.TANH, count), tanh, tanh);
    pass.emit(new Unary(Unary.Function.AFFINE, count, amplitude, 0), tanh, pass.top(0));
  }

  /** {@code dx = dy * amplitude * slope * (1 - tanh^2)}. */
  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor tanh = pass.kept("tanh");
    Tensor derivative = pass.temporary("derivative", tanh.shape());
    long count = tanh.count();
    float factor = amplitude * slope;
    pass.emit(Unary.of(Unary.Function.SQUARE, count), tanh, derivative);
    pass.emit(new Unary(Unary.Function.AFFINE, count, -factor, factor), derivative, derivative);
    pass.emit(
        new Binary(BinaryFunction.MUL, count),
        pass.topGradient(0),
        derivative,
        pass.bottomGradient(0));
  }
}
