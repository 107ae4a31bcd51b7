package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerPass;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;

/**
 * In TRAIN, the result of a window is the first element at which the sum of the elements so far
 * reaches u times the sum of all, u uniform in 0 to 1: elements (none below 0) are drawn by their
 * value. In TEST it is their average, weighted by themselves. Source: Caffe's PoolingLayer,
 * STOCHASTIC; Zeiler and Fergus, ICLR 2013.
 *
 * @param window windows, without padding in front
 */
record StochasticPooling(Window window) {
  /** Largest number of elements of unfolded columns at once. */
  private static final long COLUMN_LIMIT = 1L << 22;

  private long cells() {
    return window.kernelCount();
  }

  private long chunk() {
    long perPlane = Math.max(1, cells() * window.outputCount());
    return Math.max(1, Math.min(window.planes(), COLUMN_LIMIT / perPlane));
  }

  /** Emits the weighted average. */
  void emitAverage(ForwardPass pass, Tensor x, Tensor y) {
    WindowReduce sum = new WindowReduce(WindowReduce.Function.SUM, window, false);
    Tensor squares = pass.temporary("squares", x.shape());
    Tensor sums = pass.temporary("sums", y.shape());
    pass.emit(Unary.of(Unary.Function.SQUARE, x.count()), x, squares);
    pass.emit(sum, squares, y);
    pass.emit(sum, x, sums);
    // Where all elements are 0, so is the result.
    Unary positive = new Unary(Unary.Function.AFFINE, y.count(), 1, Float.MIN_NORMAL);
    pass.emit(positive, sums, sums);
    pass.emit(new Binary(BinaryFunction.DIV, y.count()), y, sums, y);
  }

  /**
   * Emits the drawn elements.
   *
   * @param choice where the number of the drawn cell of each window goes
   * @param firstRandom how many random numbers of the layer others use
   */
  void emitDraw(ForwardPass pass, Tensor x, Tensor y, Tensor choice, long firstRandom) {
    long outputs = window.outputCount();
    Tensor random = pass.temporary("random", choice.shape());
    pass.emit(
        new RandomFill(
            RandomFill.Distribution.UNIFORM,
            random.count(),
            0,
            1,
            pass.seed(),
            pass.randomStream(),
            firstRandom),
        pass.counters(),
        random);
    Tensor ranks = pass.temporary("ranks", Shape.of(cells()));
    emitRanks(pass, ranks);
    Tensor columns = pass.temporary("columns", Shape.of(chunk(), cells(), outputs));
    Tensor sums = pass.temporary("sums", columns.shape());
    for (long plane = 0; plane < Math.max(1, window.planes()); plane += chunk()) {
      long planes = Math.min(chunk(), window.planes() - plane);
      Shape drawn = Shape.of(planes, outputs);
      pass.emit(
          new Im2col(window.withPlanes(planes)),
          x.slice(plane * window.inputCount(), Shape.of(planes, window.inputCount())),
          columns);
      emitRunningSums(pass, planes, columns, sums);
      emitChoice(
          pass,
          sums,
          ranks,
          random.slice(plane * outputs, drawn),
          choice.slice(plane * outputs, drawn));
      pass.emit(
          new Gather(planes, cells(), 1, outputs, IndexLayout.FULL),
          columns,
          choice.slice(plane * outputs, drawn),
          y.slice(plane * outputs, drawn));
    }
  }

  /** Emits for each cell how many there are from it on. */
  private void emitRanks(ForwardPass pass, Tensor ranks) {
    Tensor ones = pass.temporary("ones", ranks.shape());
    pass.emit(new Fill(cells(), 1), ones);
    pass.emit(sums(1, 1, 0, cells() - 1), ones, ranks);
  }

  /** Emits for each cell the sum of the cells up to it. */
  private void emitRunningSums(ForwardPass pass, long planes, Tensor columns, Tensor sums) {
    pass.emit(sums(planes, window.outputCount(), cells() - 1, 0), columns, sums);
  }

  /** Returns sums over as many cells as there are, some of which lie before or behind them. */
  private WindowReduce sums(long planes, long outputs, long before, long behind) {
    List<Long> ones = List.of(1L, 1L);
    return new WindowReduce(
        WindowReduce.Function.SUM,
        new Window(
            planes,
            List.of(cells(), outputs),
            List.of(cells(), 1L),
            ones,
            List.of(before, 0L),
            List.of(behind, 0L),
            ones),
        false);
  }

  /** Emits the first cell whose running sum reaches the random share; uses up all it is given. */
  private void emitChoice(LayerPass pass, Tensor sums, Tensor ranks, Tensor random, Tensor choice) {
    long planes = random.shape().dim(0);
    long outputs = window.outputCount();
    long count = random.count();
    Shape shape = random.shape();
    pass.emit(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, shape, cells() * outputs, 1),
            TensorSpec.dense(DType.FLOAT32, shape)),
        sums.slice((cells() - 1) * outputs, Shape.of()),
        choice);
    pass.emit(new Binary(BinaryFunction.MUL, count), random, choice, random);
    pass.emit(
        Broadcast.acrossMiddle(BinaryFunction.GREATER_EQUAL, planes, cells(), outputs),
        sums,
        random,
        sums);
    pass.emit(
        Broadcast.alongMiddle(BinaryFunction.MUL, planes, cells(), outputs), sums, ranks, sums);
    pass.emit(Reduce.of(Reduce.Function.MAX, planes, cells(), outputs), sums, choice);
    pass.emit(new Unary(Unary.Function.AFFINE, count, -1, cells()), choice, choice);
    pass.emit(new Unary(Unary.Function.CLAMP, count, 0, cells() - 1), choice, choice);
  }

  /** Emits the gradient of the drawn elements: each window's goes to the cell it drew. */
  void emitGradient(BackwardPass pass, Tensor dy, Tensor choice, Tensor dx) {
    long outputs = window.outputCount();
    Tensor columns = pass.temporary("columns", Shape.of(chunk(), cells(), outputs));
    for (long plane = 0; plane < Math.max(1, window.planes()); plane += chunk()) {
      long planes = Math.min(chunk(), window.planes() - plane);
      Shape drawn = Shape.of(planes, outputs);
      pass.emit(
          new ScatterAdd(planes, cells(), 1, outputs, IndexLayout.FULL, false),
          dy.slice(plane * outputs, drawn),
          choice.slice(plane * outputs, drawn),
          columns);
      pass.emit(
          new Col2im(window.withPlanes(planes)),
          columns,
          dx.slice(plane * window.inputCount(), Shape.of(planes, window.inputCount())));
    }
  }
}
