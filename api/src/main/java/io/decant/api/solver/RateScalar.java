package io.decant.api.solver;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The learning rate as a device scalar, uploaded at the start of each program that uses it; for
 * some solvers two, that of the step and that of the decay of weights.
 */
final class RateScalar {
  private final float[] values;
  private final Tensor tensor;
  private final HostOp upload;
  private @Nullable ProgramBuilder emittedInto;

  RateScalar(int rates) {
    values = new float[rates];
    tensor = Tensor.create("learning_rate", Shape.of(rates), BlockRole.INPUT);
    upload =
        new HostOp(
            "learning_rate",
            List.of(Operand.write("rate", rates)),
            operands -> operands.get(0).floats().put(0, values));
  }

  /** Sets the rates of the next programs. */
  void set(float step, float decay) {
    values[0] = step;
    if (values.length > 1) {
      values[1] = decay;
    }
  }

  /** Returns the scalar, uploaded earlier in this program. */
  Tensor in(ProgramBuilder program) {
    if (emittedInto != program) {
      emittedInto = program;
      program.emit(upload, tensor);
    }
    return tensor;
  }
}
