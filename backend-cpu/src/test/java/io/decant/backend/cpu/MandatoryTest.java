package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is easily got wrong in mandatory operators. */
class MandatoryTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;
  private final Device device = new TestContext().open();

  @AfterEach
  void close() {
    device.close();
  }

  /** Runs an operator on given operands; the last one is the result and holds NaN before. */
  private float[] run(OpSpec spec, int count, float[]... operands) {
    try (Program program = new Program(device, false)) {
      Program.Tensor[] tensors = new Program.Tensor[operands.length + 1];
      for (int i = 0; i < operands.length; i++) {
        tensors[i] = program.tensor(operands[i]);
      }
      float[] poison = new float[count];
      Arrays.fill(poison, NAN);
      tensors[operands.length] = program.tensor(poison);
      program.add(spec, tensors).run();
      return program.read(tensors[operands.length]);
    }
  }

  @Test
  void unaryFunctionsOfSpecialNumbers() {
    float[] x = {-INF, -2, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, 2, INF, NAN};
    assertArrayEquals(
        new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1, 1, 0.5f},
        run(new Unary(Unary.Function.RELU_SLOPE, 9, 0.5f, 0), 9, x));
    assertArrayEquals(
        new float[] {-INF, -1, -0f, 0, 0, Float.MIN_VALUE, 2, INF, NAN},
        normalised(run(new Unary(Unary.Function.RELU, 9, 0.5f, 0), 9, x)));
    assertArrayEquals(
        new float[] {-1, -1, -Float.MIN_VALUE, 0, 0, Float.MIN_VALUE, 1.5f, 1.5f, NAN},
        normalised(run(new Unary(Unary.Function.CLAMP, 9, -1, 1.5f), 9, x)));
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 1, 1, 1, 0},
        run(new Unary(Unary.Function.GREATER, 9, 0, 0), 9, x));
    float[] softplus = run(Unary.of(Unary.Function.SOFTPLUS, 3), 3, new float[] {-200, 0, 200});
    assertArrayEquals(new float[] {0, (float) Math.log(2), 200}, softplus, 1e-6f);
    assertArrayEquals(
        new float[] {0, 0.5f, 1},
        run(Unary.of(Unary.Function.SIGMOID, 3), 3, new float[] {-INF, 0, INF}));
  }

  private static float[] normalised(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += 0f;
    }
    values[2] = values[2] == 0 ? -0f : values[2];
    return values;
  }

  @Test
  void maskHidesEvenWhatIsNotANumber() {
    assertArrayEquals(
        new float[] {0, 0, NAN, 3, 4, 5},
        run(
            new Binary(BinaryFunction.MASK, 6),
            6,
            new float[] {NAN, INF, NAN, 3, 4, 5},
            new float[] {0, -0f, 1, NAN, -1, Float.MIN_VALUE}));
  }

  @Test
  void resultInPlaceOfAnOperand() {
    int count = 50_001;
    Random random = new Random(3);
    float[] x = Comparison.normal(count, random);
    float[] y = Comparison.normal(count, random);
    Binary subtract = new Binary(BinaryFunction.SUB, count);
    float[] expected = run(subtract, count, x, y);
    try (Program program = new Program(device, false)) {
      Program.Tensor a = program.tensor(x);
      Program.Tensor b = program.tensor(y);
      program.add(subtract, a, b, a).run();
      assertArrayEquals(expected, program.read(a));
    }
    try (Program program = new Program(device, false)) {
      Program.Tensor a = program.tensor(x);
      Program.Tensor b = program.tensor(y);
      program.add(subtract, a, b, b).run();
      assertArrayEquals(expected, program.read(b));
    }
    try (Program program = new Program(device, false)) {
      Program.Tensor a = program.tensor(x);
      program.add(Axpby.of(count, 2, 0), a, a).run();
      assertEquals(2 * x[count - 1], program.read(a)[count - 1]);
    }
  }

  @Test
  void axpbyDoesNotReadWhatItOverwrites() {
    float[] x = {1, 2, 3};
    assertArrayEquals(
        new float[] {6, 12, 18},
        run(new Axpby(3, 3, true, 0, true), 3, x, new float[] {2}, new float[] {NAN}));
  }

  @Test
  void broadcastsOverEveryChoiceOfAxes() {
    long[] extents = {3, 4, 5};
    float[] x = new float[60];
    for (int has = 0; has < 8; has++) {
      Broadcast spec =
          new Broadcast(
              BinaryFunction.ADD, 3, 4, 5, (has & 1) != 0, (has & 2) != 0, (has & 4) != 0);
      int size = (int) spec.operands().get(1).tensor().shape().count();
      float[] y = Comparison.normal(size, new Random(has));
      float[] z = run(spec, 60, x, y);
      long[] strides = spec.strides();
      for (int i = 0; i < 60; i++) {
        long at =
            i / 20 * strides[0] + i / 5 % extents[1] * strides[1] + i % extents[2] * strides[2];
        assertEquals(y[(int) at], z[i]);
      }
    }
  }

  @Test
  void longSumsStayExact() {
    int rows = 1_000_000;
    int count = 3 * rows;
    float[] x = new float[count];
    Arrays.fill(x, 0.1f);
    float sum = run(Reduce.of(Reduce.Function.SUM, 1, count, 1), 1, x)[0];
    assertEquals(0.1f * (double) count, sum, count * 1e-6);
    float[] columns = run(Reduce.of(Reduce.Function.SUM, 1, rows, 3), 3, x);
    assertEquals(0.1f * (double) rows, columns[2], count * 1e-6);
    x[count - 2] = NAN;
    assertTrue(Float.isNaN(run(Reduce.of(Reduce.Function.MAX, 1, count, 1), 1, x)[0]));
  }

  @Test
  void indicesOutsideGiveNothing() {
    float[] x = {10, 11, 12, 13};
    float[] index = {3, -1, 4, NAN, 0};
    assertArrayEquals(
        new float[] {13, NAN, NAN, NAN, 10},
        run(new Gather(1, 4, 5, 1, IndexLayout.FULL), 5, x, index));
    assertArrayEquals(
        new float[] {5, 0, 0, 1},
        run(
            new ScatterAdd(1, 4, 5, 1, IndexLayout.FULL, false),
            4,
            new float[] {1, 2, 3, 4, 5},
            index));
  }

  @Test
  void scatterIsTheSameInPlaceAndOnTheHeap() {
    int inner = 7;
    int large = 50_000;
    Random random = new Random(5);
    float[] x = Comparison.normal(2 * 30 * inner, random);
    for (IndexLayout layout : List.of(IndexLayout.FULL, IndexLayout.ALONG_COUNT)) {
      int indices = layout.hasInner() ? 2 * 30 * inner : 30;
      float[] index = new float[indices];
      for (int i = 0; i < indices; i++) {
        index[i] = random.nextInt(13) - 1;
      }
      float[] small = run(new ScatterAdd(2, 12, 30, inner, layout, false), 24 * inner, x, index);
      float[] wide =
          run(new ScatterAdd(2, large, 30, inner, layout, false), 2 * large * inner, x, index);
      for (int outer = 0; outer < 2; outer++) {
        int from = outer * large * inner;
        assertArrayEquals(
            Arrays.copyOfRange(small, outer * 12 * inner, (outer + 1) * 12 * inner),
            Arrays.copyOfRange(wide, from, from + 12 * inner));
      }
    }
  }

  @Test
  void copiesBetweenLayouts() {
    Shape shape = Shape.of(3, 4, 5);
    TensorSpec turned = TensorSpec.strided(DType.FLOAT32, shape, 1, 15, 3);
    TensorSpec repeated = TensorSpec.strided(DType.FLOAT32, shape, 0, 5, 1);
    TensorSpec dense = TensorSpec.dense(DType.FLOAT32, shape);
    float[] x = Comparison.normal(60, new Random(1));
    float[] there = run(new Copy(turned, dense), 60, x);
    assertEquals(x[2 + 15 * 3 + 3 * 4], there[59]);
    assertArrayEquals(x, run(new Copy(dense, turned), 60, there));
    float[] rows = run(new Copy(repeated, dense), 60, Arrays.copyOf(x, 20));
    assertArrayEquals(Arrays.copyOf(x, 20), Arrays.copyOfRange(rows, 40, 60));
    TensorSpec wrong = TensorSpec.dense(DType.FLOAT64, shape);
    assertTrue(device.prepare(new Copy(wrong, wrong), PrepareOptions.DEFAULT).isEmpty());
  }

  @Test
  void foldingIsTheAdjointOfUnfolding() {
    Window window =
        new Window(
            3,
            List.of(7L, 6L),
            List.of(3L, 2L),
            List.of(2L, 1L),
            List.of(1L, 2L),
            List.of(0L, 1L),
            List.of(2L, 3L));
    int inputs = (int) (3 * window.inputCount());
    int columns = (int) (3 * window.kernelCount() * window.outputCount());
    float[] x = Comparison.normal(inputs, new Random(1));
    float[] c = Comparison.normal(columns, new Random(2));
    assertEquals(
        dot(run(new Im2col(window), columns, x), c),
        dot(x, run(new Col2im(window), inputs, c)),
        1e-4);
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  @Test
  void randomNumbersDoNotDependOnTiles() {
    float[] counter = {Float.intBitsToFloat(17), Float.intBitsToFloat(3)};
    for (RandomFill.Distribution distribution : RandomFill.Distribution.values()) {
      RandomFill whole = new RandomFill(distribution, 40_003, 0.3f, 2, 99L << 33, 5, 0);
      RandomFill part = new RandomFill(distribution, 1001, 0.3f, 2, 99L << 33, 5, 36_008);
      float[] all = run(whole, 40_003, counter);
      assertArrayEquals(
          Arrays.copyOfRange(all, 36_008, 37_009), run(part, 1001, counter), distribution.name());
      double mean = 0;
      for (float value : all) {
        mean += value / all.length;
      }
      double expected =
          switch (distribution) {
            case UNIFORM -> 1.15;
            case BERNOULLI -> 0.6;
            case GAUSSIAN -> 0.3;
          };
      assertEquals(expected, mean, 0.05);
    }
  }

  @Test
  void viewsThatDoNotFitAreRefused() {
    try (Program program = new Program(device, false);
        DeviceStream stream = device.newStream()) {
      Executable executable =
          device.prepare(Axpby.of(8, 1, 0), PrepareOptions.DEFAULT).orElseThrow();
      Program.Tensor x = program.tensor(new float[16]);
      View right = new View(x.slab(), 4, TensorSpec.float32(8));
      View small = new View(x.slab(), 0, TensorSpec.float32(7));
      View askew = new View(x.slab(), 2, TensorSpec.float32(8));
      for (View wrong : List.of(small, askew)) {
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () -> executable.enqueue(stream, List.of(wrong, right), List.of()));
        assertTrue(String.valueOf(e.getMessage()).contains("operand 'x'"), e.getMessage());
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> executable.enqueue(stream, List.of(right), List.of()));
      executable.enqueue(stream, List.of(right, right), List.of());
      stream.synchronize();
    }
  }
}
