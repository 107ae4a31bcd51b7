package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/** The axes along which a {@link Gemm} is cut. */
final class GemmAxes {
  private static final int BATCH = 0;

  private final Gemm gemm;
  private final List<TileAxis> axes = new ArrayList<>();

  GemmAxes(Gemm gemm) {
    this.gemm = gemm;
  }

  List<TileAxis> list() {
    int stored = gemm.a().transposed() ? 2 : 1;
    int storedB = gemm.b().transposed() ? 1 : 2;
    add("rows", gemm.m(), stored, Tile.WHOLE, 1);
    add("columns", gemm.n(), Tile.WHOLE, storedB, 2);
    add(
        "batch",
        gemm.batch(),
        gemm.a().batchStride() == 0 ? Tile.WHOLE : BATCH,
        gemm.b().batchStride() == 0 ? Tile.WHOLE : BATCH,
        gemm.c().batchStride() == 0 ? Tile.WHOLE : BATCH);
    add("depth", gemm.k(), 3 - stored, 3 - storedB, Tile.WHOLE);
    return axes;
  }

  private void add(String name, long extent, int a, int b, int c) {
    TensorSpec result = gemm.operands().get(2).tensor();
    if (extent > 0 && (c == Tile.WHOLE || StridedPart.alwaysPacked(result, c))) {
      axes.add(
          TileAxis.of(
              name,
              extent,
              (begin, end) ->
                  tile(name.equals("batch") ? end - begin : gemm.batch(), a, b, c, begin, end)));
    }
  }

  private Tile tile(long batch, int axisA, int axisB, int axisC, long begin, long end) {
    StridedPart a = operand(0, axisA, begin, end);
    StridedPart b = operand(1, axisB, begin, end);
    StridedPart c = operand(2, axisC, begin, end);
    long rows = c.tensor().shape().dim(1);
    long columns = c.tensor().shape().dim(2);
    long depth = a.tensor().shape().dim(gemm.a().transposed() ? 1 : 2);
    boolean summed = axisC == Tile.WHOLE && begin > 0;
    Gemm part =
        new Gemm(
            batch,
            rows,
            columns,
            depth,
            matrix(gemm.a(), a.tensor()),
            matrix(gemm.b(), b.tensor()),
            matrix(gemm.c(), c.tensor()),
            gemm.alpha(),
            summed ? 1 : gemm.beta(),
            gemm.mode());
    return new Tile(part, List.of(a.part(), b.part(), c.part()));
  }

  private StridedPart operand(int operand, int axis, long begin, long end) {
    TensorSpec whole = gemm.operands().get(operand).tensor();
    return axis == Tile.WHOLE
        ? new StridedPart(Part.whole(whole), whole)
        : StridedPart.read(whole, axis, begin, end);
  }

  private static Gemm.Matrix matrix(Gemm.Matrix like, TensorSpec stored) {
    return new Gemm.Matrix(
        like.transposed(), Math.max(stored.stride(1), stored.shape().dim(2)), stored.stride(0));
  }
}
