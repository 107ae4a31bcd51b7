package io.decant.tiering.plan;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A training program as nets have them: a chain of layers forward, whose activations are needed
 * again backward, each with a parameter that is updated as soon as its gradient is there.
 */
final class DeepChain {
  private final Random random = new Random(5);
  private final ProgramBuilder builder = new ProgramBuilder("chain");
  private final List<Tensor> activations = new ArrayList<>();
  private final List<Tensor> parameters = new ArrayList<>();

  private DeepChain() {}

  /**
   * Returns a chain.
   *
   * @param elements of an activation; every third one differs in size
   */
  static Program program(int layers, long elements) {
    DeepChain chain = new DeepChain();
    chain.forward(layers, elements);
    chain.backward();
    return chain.builder.build();
  }

  private void forward(int layers, long elements) {
    Tensor x = Tensor.create("x", Shape.of(elements), BlockRole.ACTIVATION);
    builder.enter("input", Direction.FORWARD);
    builder.emit(new Unary(Unary.Function.TANH, elements, 1, 0), parameter("seed", elements), x);
    activations.add(x);
    for (int i = 0; i < layers; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      Tensor parameter = parameter("w" + i, 1 + random.nextInt(64));
      parameters.add(parameter);
      Tensor y = Tensor.create("y" + i, Shape.of(elements), BlockRole.ACTIVATION);
      builder.emit(new Unary(Unary.Function.TANH, elements, 1, 0), x, y);
      builder.emit(Axpby.of(parameter.count(), 1, 1), parameter, y);
      activations.add(y);
      x = y;
    }
  }

  private void backward() {
    Tensor gradient = activations.get(activations.size() - 1);
    for (int i = parameters.size() - 1; i >= 0; i--) {
      builder.enter("layer" + i, Direction.BACKWARD);
      Tensor input = activations.get(i);
      long count = Math.min(input.count(), gradient.count());
      Tensor next = Tensor.create("g" + i, input.shape(), BlockRole.GRADIENT);
      builder.emit(new Binary(BinaryFunction.MUL, count), gradient, input, next);
      Tensor parameter = parameters.get(i);
      builder.emit(Axpby.of(parameter.count(), -0.01f, 1), next, parameter);
      gradient = next;
    }
  }

  private static Tensor parameter(String name, long elements) {
    return Tensor.createPersistent(name, Shape.of(elements), BlockRole.PARAMETER);
  }

  /** Returns the bytes of the blocks of the largest operator. */
  static long workingSet(LoweredProgram program, int alignment) {
    return program.ops().stream().mapToLong(op -> op.workingSetBytes(alignment)).max().orElse(0);
  }
}
