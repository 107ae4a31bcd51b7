package io.decant.api.net;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.memory.Value;
import io.decant.spi.op.DType;
import io.decant.spi.op.Intent;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.nio.IntBuffer;
import java.util.List;

/** The counters that random numbers on the device depend on: (iteration, sub-iteration). */
final class NetCounters {
  private static final TensorSpec SPEC = TensorSpec.dense(DType.INT32, Shape.of(2));

  private long seed;
  private final Tensor tensor =
      new Tensor(Value.transientOf("counters", SPEC.extentBytes(), BlockRole.INPUT), 0, SPEC);
  private final HostOp upload =
      new HostOp(
          "counters",
          List.of(new Operand("counters", SPEC, Intent.WRITE)),
          operands -> {
            IntBuffer target = operands.get(0).memory().slice(0, 8).asIntBuffer();
            target.put(0, (int) iteration()).put(1, subIteration());
          });
  private long iteration;
  private int subIteration;

  NetCounters(long seed) {
    this.seed = seed;
  }

  long seed() {
    return seed;
  }

  void reseed(long newSeed) {
    seed = newSeed;
  }

  Tensor tensor() {
    return tensor;
  }

  void emit(ProgramBuilder program) {
    program.emit(upload, tensor);
  }

  void set(long newIteration, int newSubIteration) {
    iteration = newIteration;
    subIteration = newSubIteration;
  }

  /** Moves on to the next iteration. */
  void advance() {
    iteration++;
  }

  private long iteration() {
    return iteration;
  }

  private int subIteration() {
    return subIteration;
  }
}
