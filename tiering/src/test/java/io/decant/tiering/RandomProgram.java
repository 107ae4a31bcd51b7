package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.Unary;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * A random program over parameters and transient values, some in place, some written in parts, some
 * with several readers. Nothing is read before it is written.
 */
final class RandomProgram {
  private static final int[] ROWS = {1, 3, 8, 20};
  private static final int[] COLUMNS = {5, 16, 48, 100};

  private final Random random;
  private final ProgramBuilder builder;
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> values = new ArrayList<>();
  private final List<Tensor> retained = new ArrayList<>();
  private final Program program;

  RandomProgram(long seed) {
    this(seed, 20, 59);
  }

  /** Makes a program that so many operators are emitted for, some of which become several. */
  RandomProgram(long seed, int fewest, int most) {
    random = new Random(seed);
    builder = new ProgramBuilder("random " + seed);
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      Tensor parameter = Tensor.createPersistent("p" + i, shape(), BlockRole.PARAMETER);
      parameters.add(parameter);
      values.add(parameter);
    }
    int ops = fewest + random.nextInt(most - fewest + 1);
    for (int i = 0; i < ops; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      emit("v" + i);
    }
    for (Tensor value : values) {
      if (value.value().persistentBlock() == null && random.nextInt(6) == 0) {
        builder.retain(value.value());
        retained.add(value);
      }
    }
    program = builder.build();
  }

  Program program() {
    return program;
  }

  /** Returns the blocks of parameters, of which no operator may read some. */
  List<Block> parameterBlocks() {
    return parameters.stream()
        .map(parameter -> Objects.requireNonNull(parameter.value().persistentBlock()))
        .toList();
  }

  /** Writes every parameter but the first, which starts as zeros. */
  void initialise(Rig rig) {
    initialise(rig, parameters.subList(1, parameters.size()));
  }

  /** Writes every parameter. */
  void initialiseAll(Rig rig) {
    initialise(rig, parameters);
  }

  private void initialise(Rig rig, List<Tensor> tensors) {
    Random numbers = new Random(7);
    for (Tensor parameter : tensors) {
      float[] elements = new float[(int) parameter.count()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = numbers.nextFloat() - 0.5f;
      }
      rig.write(region(parameter), elements);
    }
  }

  /** Returns everything that can be read after a run. */
  List<float[]> results(Rig rig) {
    List<float[]> results = new ArrayList<>();
    for (Tensor tensor : parameters) {
      results.add(rig.read(region(tensor)));
    }
    for (Tensor tensor : retained) {
      results.add(rig.read(region(tensor)));
    }
    return results;
  }

  private Region region(Tensor tensor) {
    return program.region(tensor);
  }

  private Shape shape() {
    return Shape.of(ROWS[random.nextInt(ROWS.length)], COLUMNS[random.nextInt(COLUMNS.length)]);
  }

  private void emit(String name) {
    Tensor x = values.get(random.nextInt(values.size()));
    switch (random.nextInt(10)) {
      case 0, 1 -> unary(x, successor(x, name));
      case 2 -> unary(x, fresh(name, x.shape()));
      case 3, 4 -> binary(x, random.nextBoolean() ? successor(x, name) : fresh(name, x.shape()));
      case 5 -> accumulate(x);
      case 6 -> parts(x, name);
      case 7 -> product(x, name);
      case 8 -> composite(x, name);
      default -> host(x, name);
    }
  }

  private void unary(Tensor x, Tensor y) {
    Unary.Function function = random.nextBoolean() ? Unary.Function.RELU : Unary.Function.TANH;
    builder.emit(new Unary(function, x.count(), 0.25f, 0), x, y);
    values.add(y);
  }

  private void binary(Tensor x, Tensor z) {
    BinaryFunction function = random.nextBoolean() ? BinaryFunction.ADD : BinaryFunction.MAX;
    builder.emit(new Binary(function, x.count()), x, sameCount(x), z);
    values.add(z);
  }

  /** Changes a value in place, without a new one: it is read and written. */
  private void accumulate(Tensor x) {
    Tensor y = sameCount(x);
    if (y.value() != x.value()) {
      builder.emit(Axpby.of(x.count(), 0.5f, 0.5f), x, y);
    }
  }

  /** Writes a value in two parts, the second one strided. */
  private void parts(Tensor x, String name) {
    long count = x.count();
    Tensor both = fresh(name, Shape.of(2, count));
    builder.emit(Copy.dense(count), x, both.slice(0, Shape.of(count)));
    builder.emit(Copy.dense(count), sameCount(x), both.slice(count, Shape.of(count)));
    values.add(both);
  }

  private void product(Tensor x, String name) {
    long k = x.shape().dim(1);
    long m = x.shape().dim(0);
    Tensor square = fresh(name, Shape.of(m, m));
    builder.emit(Gemm.dense(m, m, k, false, true, 0.125f, 0), x, x, square);
    builder.emit(Gemm.dense(m, m, m, false, false, 0.125f, 1), square, square(m, square), square);
    values.add(square);
  }

  /** Returns another square value if there is one, since a result overlaps no factor. */
  private Tensor square(long m, Tensor not) {
    Tensor copy = fresh("copy", Shape.of(m, m));
    builder.emit(Copy.dense(m * m), not, copy);
    return copy;
  }

  private void composite(Tensor x, String name) {
    long rows = x.shape().dim(0);
    long columns = x.shape().dim(1);
    Tensor y = fresh(name, x.shape());
    builder.emit(new Softmax(rows, columns, 1), x, y);
    Tensor sums = fresh(name + "s", Shape.of(1, columns));
    builder.emit(new ChannelSum(rows, columns, 1, false), y, sums);
    values.add(y);
    values.add(sums);
  }

  private void host(Tensor x, String name) {
    Tensor y = fresh(name, x.shape());
    HostOp half =
        new HostOp(
            "half",
            List.of(Operand.read("x", x.count()), Operand.write("y", x.count())),
            operands -> {
              FloatBuffer from = operands.get(0).floats();
              FloatBuffer to = operands.get(1).floats();
              while (from.hasRemaining()) {
                to.put(0.5f * from.get());
              }
            });
    builder.emit(half, x, y);
    values.add(y);
  }

  private Tensor fresh(String name, Shape shape) {
    return Tensor.create(name, shape, BlockRole.ACTIVATION);
  }

  private Tensor successor(Tensor x, String name) {
    return x.value().persistentBlock() == null ? x.successor(name) : fresh(name, x.shape());
  }

  private Tensor sameCount(Tensor x) {
    List<Tensor> fitting = values.stream().filter(y -> y.count() == x.count()).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }
}
