package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.SoftmaxLoss.Normalization;
import io.decant.spi.op.Unary;
import org.jspecify.annotations.Nullable;

/**
 * What a loss is divided by, at least 1.
 *
 * @param normalization how it is chosen
 * @param full number of labels, ignored ones among them
 * @param batch number of images
 */
record LossDivisor(Normalization normalization, long full, long batch) {
  /** Divides by 1. */
  static final LossDivisor NONE = new LossDivisor(Normalization.NONE, 0, 0);

  private static final String NAME = "divisor";

  /** Emits 1 for each label that counts, else 0. */
  static void emitValid(ForwardPass pass, Tensor labels, int ignored, Tensor valid) {
    long count = labels.count();
    pass.emit(new Unary(Unary.Function.EQUAL, count, ignored, 0), labels, valid);
    pass.emit(new Unary(Unary.Function.AFFINE, count, -1, 1), valid, valid);
  }

  /**
   * Emits {@code loss = loss / divisor} and keeps the divisor.
   *
   * @param valid 1 for each label that counts, else 0; null where all do
   */
  void emit(ForwardPass pass, @Nullable Tensor valid, Tensor loss) {
    Tensor divisor = pass.keep(NAME, Shape.of(1));
    if (normalization == Normalization.VALID && valid != null) {
      pass.emit(Reduce.of(Reduce.Function.SUM, 1, full, 1), valid, divisor);
      pass.emit(new Unary(Unary.Function.CLAMP, 1, 1, Float.POSITIVE_INFINITY), divisor, divisor);
    } else {
      long constant =
          switch (normalization) {
            case FULL, VALID -> full;
            case BATCH_SIZE -> batch;
            case NONE -> 1;
          };
      pass.emit(new Fill(1, Math.max(1, constant)), divisor);
    }
    pass.emit(new Binary(BinaryFunction.DIV, 1), loss, divisor, loss);
  }

  /** Emits the gradient of the loss, divided likewise. */
  static Tensor emitGradient(BackwardPass pass) {
    Tensor factor = pass.temporary("factor", Shape.of(1));
    pass.emit(new Binary(BinaryFunction.DIV, 1), pass.topGradient(0), pass.kept(NAME), factor);
    return factor;
  }
}
