package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link AveragePooling}: each window's gradient, divided by its number of cells,
 * is added to every input element under it. The gradient of maxima is {@link MaxPoolingBackward}.
 *
 * <p>Operands: {@code dy} (planes, output) read, {@code dx} (planes, input) overwritten.
 *
 * @param geometry sizes of the pooling
 */
public record AveragePoolingBackward(PoolingGeometry geometry) implements CompositeOp {
  /** Largest number of elements of unfolded columns that the decomposition asks for at once. */
  private static final long COLUMN_LIMIT = 1L << 22;

  @Override
  public List<Operand> operands() {
    return List.of(geometry.output("dy", Intent.READ), geometry.input("dx", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.work(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    Window window = geometry.window();
    TileAxis planes =
        TileAxis.along(
            "planes",
            window.planes(),
            this,
            n -> new AveragePoolingBackward(geometry.withPlanes(n)),
            0,
            0);
    return WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.input().get(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    Window window = geometry.window();
    WindowRows rows = WindowRows.ofInput(window, begin, end);
    return new Tile(
        new AveragePoolingBackward(geometry.of(rows)),
        List.of(rows.output(window, window.planes()), rows.input(window, window.planes())));
  }

  @Override
  public Decomposition decompose() {
    Window window = geometry.window();
    long planes = window.planes();
    long kernel = window.kernelCount();
    long outputs = window.outputCount();
    long chunk = Math.max(1, Math.min(planes, COLUMN_LIMIT / Math.max(1, kernel * outputs)));
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref divisors = geometry.divisors(steps);
    Decomposition.Ref shares = steps.temporary(planes, outputs);
    Decomposition.Ref columns = steps.temporary(chunk, kernel, outputs);
    steps.step(geometry.divide(), steps.operand(0), divisors, shares);
    for (long plane = 0; plane < planes; plane += chunk) {
      long count = Math.min(chunk, planes - plane);
      Shape shape = Shape.of(count, kernel, outputs);
      steps
          .step(
              new Copy(
                  TensorSpec.strided(DType.FLOAT32, shape, outputs, 0, 1),
                  TensorSpec.dense(DType.FLOAT32, shape)),
              shares.plus(plane * outputs),
              columns)
          .step(
              new Col2im(window.withPlanes(count)),
              columns,
              steps.operand(1).plus(plane * window.inputCount()));
    }
    return steps.build();
  }
}
