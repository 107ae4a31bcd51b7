package io.decant.tiering;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program like a small net: {@code a1 = x + 1, a2 = a1 + 1, ...}, then backwards {@code sum = an
 * + ... + a1} into the persistent result. All tensors have {@link #COUNT} elements.
 */
final class Chain {
  static final int COUNT = 64;
  static final long BYTES = 4L * COUNT;

  final Tensor x = tensor("x", true);
  final Tensor sum = tensor("sum", true);
  final List<Tensor> activations = new ArrayList<>();
  final Program program;

  Chain(int length, boolean retain) {
    ProgramBuilder builder = new ProgramBuilder("chain");
    Tensor last = x;
    for (int i = 1; i <= length; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      Tensor next = tensor("a" + i, false);
      builder.emit(new Unary(Unary.Function.AFFINE, COUNT, 1, 1), last, next);
      if (retain) {
        builder.retain(next.value());
      }
      activations.add(next);
      last = next;
    }
    builder.emit(new Unary(Unary.Function.AFFINE, COUNT, 0, 0), x, sum);
    for (int i = length; i >= 1; i--) {
      builder.enter("layer" + i, Direction.BACKWARD);
      builder.emit(new Binary(BinaryFunction.ADD, COUNT), sum, activations.get(i - 1), sum);
    }
    program = builder.build();
  }

  Region region(Tensor tensor) {
    return program.region(tensor);
  }

  /** Returns what every element of the result is when those of x are {@code start}. */
  float expectedSum(float start) {
    int n = activations.size();
    return n * start + n * (n + 1) / 2f;
  }

  static float[] filled(float value) {
    float[] values = new float[COUNT];
    Arrays.fill(values, value);
    return values;
  }

  static Tensor tensor(String name, boolean persistent) {
    Shape shape = Shape.of(COUNT);
    return persistent
        ? Tensor.createPersistent(name, shape, BlockRole.PARAMETER)
        : Tensor.create(name, shape, BlockRole.ACTIVATION);
  }
}
