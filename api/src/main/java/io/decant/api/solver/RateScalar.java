package io.decant.api.solver;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The learning rate as a device scalar, uploaded at the start of each program that uses it. */
final class RateScalar {
  private final Tensor tensor = Tensor.create("learning_rate", Shape.of(1), BlockRole.INPUT);
  private final HostOp upload =
      new HostOp(
          "learning_rate",
          List.of(Operand.write("rate", 1)),
          operands -> operands.get(0).floats().put(0, value()));
  private float value;
  private @Nullable ProgramBuilder emittedInto;

  void set(float rate) {
    value = rate;
  }

  private float value() {
    return value;
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
