package example.minimal;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.op.WindowReduce;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The mandatory operators. Each one is its Javadoc's formula, in double precision where it sums.
 */
final class Kernels {
  private Kernels() {}

  static Optional<Kernel> find(OpSpec spec) {
    return Stream.of(
            of(spec, Gemm.class, (op, v) -> gemm(op, v.get(0), v.get(1), v.get(2))),
            of(spec, Axpby.class, (op, v) -> axpby(op, v)),
            of(spec, Unary.class, (op, v) -> unary(op, v.get(0), v.get(1))),
            of(spec, Binary.class, (op, v) -> binary(op, v.get(0), v.get(1), v.get(2))),
            of(spec, Broadcast.class, (op, v) -> broadcast(op, v.get(0), v.get(1), v.get(2))),
            of(spec, Reduce.class, (op, v) -> reduce(op, v.get(0), v.get(1))),
            of(spec, Gather.class, (op, v) -> gather(op, v.get(0), v.get(1), v.get(2))),
            of(spec, ScatterAdd.class, (op, v) -> scatterAdd(op, v.get(0), v.get(1), v.get(2))),
            of(spec, Im2col.class, (op, v) -> WindowKernels.im2col(op, v.get(0), v.get(1))),
            of(spec, Col2im.class, (op, v) -> WindowKernels.col2im(op, v.get(0), v.get(1))),
            of(spec, WindowReduce.class, (op, v) -> WindowKernels.reduce(op, v)),
            of(spec, RandomFill.class, (op, v) -> RandomKernel.fill(op, v.get(0), v.get(1))),
            of(spec, Copy.class, (op, v) -> copy(op, 0, v.get(0), 0, v.get(1), 0)),
            of(spec, Fill.class, (op, v) -> fill(v.get(0), op.count(), op.value())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static <T> Optional<Kernel> of(
      OpSpec spec, Class<T> type, BiConsumer<T, List<FloatBuffer>> loop) {
    return Optional.of(spec).filter(type::isInstance).map(op -> v -> loop.accept(type.cast(op), v));
  }

  private static void gemm(Gemm op, FloatBuffer a, FloatBuffer b, FloatBuffer c) {
    boolean summed = op.c().batchStride() == 0;
    int n = (int) op.n();
    for (long batch = 0; batch < (summed ? 1 : op.batch()); batch++) {
      double[] sums = new double[(int) op.m() * n];
      for (long term = summed ? 0 : batch; term < (summed ? op.batch() : batch + 1); term++) {
        for (long k = 0; k < op.k(); k++) {
          double[] right = row(op.b(), term, k, n, b);
          for (int row = 0; row < op.m(); row++) {
            addScaled(a.get(at(op.a(), term, row, k)), right, sums, row * n);
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        int place = at(op.c(), batch, i / n, i % n);
        double old = op.beta() == 0 ? 0 : op.beta() * c.get(place);
        c.put(place, (float) (op.alpha() * sums[i] + old));
      }
    }
  }

  private static double[] row(
      Gemm.Matrix matrix, long batch, long row, int columns, FloatBuffer of) {
    double[] values = new double[columns];
    for (int column = 0; column < columns; column++) {
      values[column] = of.get(at(matrix, batch, row, column));
    }
    return values;
  }

  private static void addScaled(double factor, double[] x, double[] y, int from) {
    for (int i = 0; i < x.length; i++) {
      y[from + i] += factor * x[i];
    }
  }

  private static int at(Gemm.Matrix matrix, long batch, long row, long column) {
    long within =
        matrix.transposed() ? column * matrix.rowStride() + row : row * matrix.rowStride() + column;
    return (int) (batch * matrix.batchStride() + within);
  }

  private static void axpby(Axpby op, List<FloatBuffer> operands) {
    float alpha = op.alpha() * (op.alphaScalar() ? operands.get(1).get(0) : 1);
    int t = op.alphaScalar() ? 2 : 1;
    float beta = op.beta() * (op.betaScalar() ? operands.get(t).get(0) : 1);
    FloatBuffer x = operands.get(0);
    FloatBuffer y = operands.get(operands.size() - 1);
    for (int i = 0; i < op.count(); i++) {
      y.put(i, alpha * x.get(i) + (op.beta() == 0 ? 0 : beta * y.get(i)));
    }
  }

  private static void unary(Unary op, FloatBuffer x, FloatBuffer y) {
    for (int i = 0; i < op.count(); i++) {
      y.put(i, (float) apply(op, x.get(i)));
    }
  }

  private static double apply(Unary op, float x) {
    float p = op.p();
    return switch (op.function()) {
      case AFFINE -> p * x + op.q();
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case POW -> pow(x, p);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SIGN -> Math.signum(x);
      case RELU -> x > 0 ? x : p * x;
      case RELU_SLOPE -> x > 0 ? 1 : p;
      case ELU -> x > 0 ? x : p * Math.expm1(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case CLAMP -> Math.min(Math.max(x, p), op.q());
      case GREATER -> x > p ? 1 : 0;
      case EQUAL -> x == p ? 1 : 0;
    };
  }

  private static void binary(Binary op, FloatBuffer x, FloatBuffer y, FloatBuffer z) {
    for (int i = 0; i < op.count(); i++) {
      z.put(i, apply(op.function(), x.get(i), y.get(i)));
    }
  }

  private static void broadcast(Broadcast op, FloatBuffer x, FloatBuffer y, FloatBuffer z) {
    Element each = (at, other, o, i) -> z.put(at, apply(op.function(), x.get(at), y.get(other)));
    forEach(op.outer(), op.middle(), op.inner(), op.strides(), each);
  }

  /** What is done at each element of a tensor of three axes. */
  private interface Element {
    void visit(int at, int other, long outer, long inner);
  }

  /** Visits the elements in order, each with its place in another tensor of the same axes. */
  private static void forEach(long outer, long middle, long inner, long[] stride, Element element) {
    int at = 0;
    for (long o = 0; o < outer; o++) {
      for (long m = 0; m < middle; m++) {
        for (long i = 0; i < inner; i++, at++) {
          element.visit(at, (int) (o * stride[0] + m * stride[1] + i * stride[2]), o, i);
        }
      }
    }
  }

  private static float apply(BinaryFunction function, float x, float y) {
    return switch (function) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case MAX -> Math.max(x, y);
      case MIN -> Math.min(x, y);
      case POW -> (float) pow(x, y);
      case MASK -> y != 0 ? x : 0;
      case GREATER -> x > y ? 1 : 0;
      case GREATER_EQUAL -> x >= y ? 1 : 0;
      case EQUAL -> x == y ? 1 : 0;
    };
  }

  /** C's pow, which differs from Java's where x is 1, and where it is -1 and y infinite. */
  private static double pow(float x, float y) {
    return x == 1 || (x == -1 && Float.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  private static void reduce(Reduce op, FloatBuffer x, FloatBuffer y) {
    for (long o = 0; o < op.outer(); o++) {
      for (long i = 0; i < op.inner(); i++) {
        double result =
            switch (op.function()) {
              case SUM, SUM_ABS, SUM_SQUARE -> 0;
              case MAX -> Double.NEGATIVE_INFINITY;
              case MIN -> Double.POSITIVE_INFINITY;
            };
        for (long m = 0; m < op.middle(); m++) {
          double value = x.get((int) ((o * op.middle() + m) * op.inner() + i));
          result =
              switch (op.function()) {
                case SUM -> result + value;
                case SUM_ABS -> result + Math.abs(value);
                case SUM_SQUARE -> result + value * value;
                case MAX -> Math.max(result, value);
                case MIN -> Math.min(result, value);
              };
        }
        int at = (int) (o * op.inner() + i);
        y.put(at, (float) (op.alpha() * result + (op.accumulate() ? y.get(at) : 0)));
      }
    }
  }

  private static void gather(Gather op, FloatBuffer x, FloatBuffer index, FloatBuffer y) {
    Element each =
        (at, other, o, i) -> {
          float from = index.get(other);
          boolean inside = from >= 0 && from < op.size();
          long place = (o * op.size() + (long) from) * op.inner() + i;
          y.put(at, inside ? x.get((int) place) : Float.NaN);
        };
    long[] strides = op.layout().strides(op.count(), op.inner());
    forEach(op.outer(), op.count(), op.inner(), strides, each);
  }

  private static void scatterAdd(ScatterAdd op, FloatBuffer x, FloatBuffer index, FloatBuffer y) {
    if (!op.accumulate()) {
      fill(y, op.outer() * op.size() * op.inner(), 0);
    }
    Element each =
        (at, other, o, i) -> {
          float to = index.get(other);
          if (to >= 0 && to < op.size()) {
            int place = (int) ((o * op.size() + (long) to) * op.inner() + i);
            y.put(place, y.get(place) + x.get(at));
          }
        };
    long[] strides = op.layout().strides(op.count(), op.inner());
    forEach(op.outer(), op.count(), op.inner(), strides, each);
  }

  /** Copies axis by axis. Bits survive: the buffers are only read and written, never computed. */
  private static void copy(Copy op, int axis, FloatBuffer x, long from, FloatBuffer y, long to) {
    TensorSpec source = op.x();
    if (axis == source.shape().rank()) {
      if (source.shape().count() > 0) {
        y.put((int) to, x.get((int) from));
      }
      return;
    }
    for (long i = 0; i < source.shape().dim(axis); i++) {
      copy(op, axis + 1, x, from + i * source.stride(axis), y, to + i * op.y().stride(axis));
    }
  }

  static void fill(FloatBuffer y, long count, float value) {
    for (int i = 0; i < count; i++) {
      y.put(i, value);
    }
  }
}
