package io.decant.conformance.cases;

import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Copies between strided layouts: transposed, with gaps, with repeated elements. */
final class CopyCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    Shape pair = Shape.of(5, 7);
    return List.of(
        OperatorCase.of(Copy.dense(1), random),
        OperatorCase.of(Copy.dense(10_007), random),
        of(Shape.of(), new long[0], new long[0], random),
        of(pair, new long[] {7, 1}, new long[] {1, 5}, random),
        of(pair, new long[] {0, 1}, new long[] {9, 1}, random),
        of(pair, new long[] {0, 0}, new long[] {7, 1}, random),
        of(pair, new long[] {3, 1}, new long[] {7, 1}, random),
        of(Shape.of(1, 1, 6), new long[] {99, 4, 2}, new long[] {50, 0, 3}, random),
        of(Shape.of(3, 70, 33), new long[] {2400, 1, 71}, new long[] {2310, 33, 1}, random),
        integers(random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        OperatorCase.of(Copy.dense(0), random),
        of(Shape.of(4, 0, 3), new long[] {3, 3, 1}, new long[] {1, 1, 4}, random));
  }

  @Override
  public OperatorCase any(Random random) {
    int rank = Pick.from(random, 1, 4);
    long[] dims = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = Pick.from(random, 1, 7);
    }
    long[] source = strides(random, dims);
    if (random.nextInt(3) == 0) {
      source[random.nextInt(rank)] = 0;
    }
    return of(Shape.of(dims), source, strides(random, dims), random);
  }

  /** Returns strides that keep elements apart: the axes in any order, with gaps now and then. */
  private static long[] strides(Random random, long[] dims) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < dims.length; axis++) {
      axes.add(axis);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(axes, random);
    } else {
      Collections.reverse(axes);
    }
    long[] strides = new long[dims.length];
    long step = Pick.of(random, 1, 1, 2);
    for (int axis : axes) {
      strides[axis] = step;
      step = step * dims[axis] + Pick.of(random, 0, 0, 3);
    }
    return strides;
  }

  private static OperatorCase of(Shape shape, long[] source, long[] target, Random random) {
    return OperatorCase.of(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, shape, source),
            TensorSpec.strided(DType.FLOAT32, shape, target)),
        random);
  }

  private static OperatorCase integers(Random random) {
    Shape shape = Shape.of(3, 5);
    Copy spec =
        new Copy(
            TensorSpec.dense(DType.INT32, shape), TensorSpec.strided(DType.INT32, shape, 1, 3));
    return OperatorCase.builder(spec).with(Values.integers(Integer.MAX_VALUE), "x").build(random);
  }
}
