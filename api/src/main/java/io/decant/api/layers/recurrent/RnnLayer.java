package io.decant.api.layers.recurrent;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * A plain recurrent layer: {@code h = tanh(inputs)}, {@code y = tanh(W_ho h + b_o)}. State: h.
 * Parameters: W_xh (H, ...), b_h (H), perhaps W_xh_static (H, ...), W_hh (H, H), W_ho (H, H), b_o
 * (H). Source: Caffe's RNNLayer.
 */
public final class RnnLayer extends RecurrentLayer {
  /** Creates the layer. */
  public RnnLayer(LayerConfig config) {
    super(config, 1, 1);
  }

  private int outputIndex() {
    return recurrentIndex() + 1;
  }

  @Override
  void declareOutput(LayerSetup setup) {
    long hidden = geometry().hidden();
    setup.parameter(Shape.of(hidden, hidden), parameter().getWeightFiller());
    setup.parameter(Shape.of(hidden), parameter().getBiasFiller());
  }

  @Override
  void emitStep(ForwardPass pass, int step, Tensor inputs) {
    pass.emit(Unary.of(Unary.Function.TANH, geometry().units()), inputs, hidden(pass, step));
  }

  @Override
  Tensor hidden(ForwardPass pass, int step) {
    return geometry().at(step, pass.keep("hidden", geometry().states()), geometry().hidden());
  }

  @Override
  Tensor lastState(ForwardPass pass, int state) {
    return hidden(pass, geometry().steps() - 1);
  }

  @Override
  void emitOutput(ForwardPass pass) {
    long rows = geometry().rows();
    long hidden = geometry().hidden();
    Tensor y = pass.top(0);
    pass.emit(
        Gemm.dense(rows, hidden, hidden, false, true, 1, 0),
        pass.keep("hidden", geometry().states()),
        pass.parameter(outputIndex()),
        y);
    pass.emit(
        Broadcast.alongMiddle(BinaryFunction.ADD, rows, hidden, 1),
        y,
        pass.parameter(outputIndex() + 1),
        y);
    pass.emit(Unary.of(Unary.Function.TANH, y.count()), y, y);
  }

  /** Emits {@code dx = dy * (1 - y^2)}, the gradient of {@code y = tanh(x)}. */
  private static void emitTanhGradient(LayerPass pass, long count, Tensor y, Tensor dy, Tensor dx) {
    pass.emit(Unary.of(Unary.Function.SQUARE, count), y, dx);
    pass.emit(new Unary(Unary.Function.AFFINE, count, -1, 1), dx, dx);
    pass.emit(new Binary(BinaryFunction.MUL, count), dx, dy, dx);
  }

  @Override
  Tensor emitHiddenGradient(BackwardPass pass) {
    RecurrentGeometry geometry = geometry();
    long hidden = geometry.hidden();
    Tensor outputs = pass.temporary("outputs.diff", geometry.states());
    Tensor result = pass.temporary("hidden.diff", geometry.states());
    emitTanhGradient(pass, outputs.count(), pass.top(0), pass.topGradient(0), outputs);
    products().emitOutputGradients(pass, outputIndex(), outputs, pass.kept("hidden"));
    pass.emit(
        Gemm.dense(geometry.rows(), hidden, hidden, false, false, 1, 0),
        outputs,
        pass.parameter(outputIndex()),
        result);
    return result;
  }

  @Override
  StepGradient stepGradient(BackwardPass pass) {
    RecurrentGeometry geometry = geometry();
    Tensor all = pass.kept("hidden");
    return (step, dHidden, dInputs) ->
        emitTanhGradient(
            pass, geometry.units(), geometry.at(step, all, geometry.hidden()), dHidden, dInputs);
  }
}
