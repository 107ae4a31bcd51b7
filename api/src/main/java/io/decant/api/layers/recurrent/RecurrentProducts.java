package io.decant.api.layers.recurrent;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;

/**
 * The products of a recurrent layer that cover all time steps at once.
 *
 * @param geometry sizes
 * @param hasStatic whether there is an input that all steps share
 */
record RecurrentProducts(RecurrentGeometry geometry, boolean hasStatic) {
  /** Emits {@code inputs = W_x x + b (+ W_s x_static)}. */
  void emit(ForwardPass pass, Tensor inputs) {
    long width = geometry.inputs();
    pass.emit(
        Gemm.dense(geometry.rows(), width, geometry.depth(), false, true, 1, 0),
        pass.bottom(0),
        pass.parameter(0),
        inputs);
    pass.emit(
        Broadcast.alongMiddle(BinaryFunction.ADD, geometry.rows(), width, 1),
        inputs,
        pass.parameter(1),
        inputs);
    if (hasStatic) {
      Tensor shared = pass.temporary("static", Shape.of(geometry.streams(), width));
      pass.emit(
          Gemm.dense(geometry.streams(), width, geometry.staticDepth(), false, true, 1, 0),
          pass.bottom(2),
          pass.parameter(2),
          shared);
      pass.emit(
          Broadcast.alongMiddle(
              BinaryFunction.ADD, geometry.steps(), geometry.streams() * width, 1),
          inputs,
          shared,
          inputs);
    }
  }

  /** Emits the gradients of parameters and bottoms from that of the inputs. */
  void emitGradients(BackwardPass pass, Tensor inputs) {
    long rows = geometry.rows();
    emitWeights(pass, 0, inputs, pass.bottom(0), geometry.depth(), rows);
    emitBias(pass, 1, inputs, geometry.inputs());
    if (hasStatic) {
      emitStatic(pass, inputs);
    }
    int recurrent = hasStatic ? 3 : 2;
    emitWeights(pass, recurrent, inputs, pass.kept("continued"), geometry.hidden(), rows);
    if (pass.propagates(0)) {
      pass.emit(
          Gemm.dense(rows, geometry.depth(), geometry.inputs(), false, false, 1, 0),
          inputs,
          pass.parameter(0),
          pass.bottomGradient(0));
    }
  }

  private void emitStatic(BackwardPass pass, Tensor inputs) {
    long streams = geometry.streams();
    long width = geometry.inputs();
    Tensor shared = pass.temporary("static.diff", Shape.of(streams, width));
    pass.emit(Reduce.of(Reduce.Function.SUM, 1, geometry.steps(), streams * width), inputs, shared);
    emitWeights(pass, 2, shared, pass.bottom(2), geometry.staticDepth(), streams);
    if (pass.propagates(2)) {
      pass.emit(
          Gemm.dense(streams, geometry.staticDepth(), width, false, false, 1, 0),
          shared,
          pass.parameter(2),
          pass.bottomGradient(2));
    }
  }

  /** Emits the gradient of weights W of {@code y = W x} over some rows. */
  private static void emitWeights(
      BackwardPass pass, int index, Tensor dy, Tensor x, long depth, long rows) {
    if (pass.learns(index)) {
      BackwardPass.Accumulation weights = pass.parameterGradient(index);
      long outputs = dy.count() / Math.max(1, rows);
      pass.emit(
          Gemm.dense(outputs, depth, rows, true, false, 1, weights.accumulate() ? 1 : 0),
          dy,
          x,
          weights.tensor());
    }
  }

  /** Emits the gradient of a bias that is added to all rows of y. */
  private void emitBias(BackwardPass pass, int index, Tensor dy, long outputs) {
    if (pass.learns(index)) {
      BackwardPass.Accumulation bias = pass.parameterGradient(index);
      pass.emit(
          new Reduce(Reduce.Function.SUM, 1, geometry.rows(), outputs, 1, bias.accumulate()),
          dy,
          bias.tensor());
    }
  }

  /** Emits the gradients of the output's weights and bias, (H, H) and (H). */
  void emitOutputGradients(BackwardPass pass, int index, Tensor dy, Tensor hidden) {
    emitWeights(pass, index, dy, hidden, geometry.hidden(), geometry.rows());
    emitBias(pass, index + 1, dy, geometry.hidden());
  }
}
