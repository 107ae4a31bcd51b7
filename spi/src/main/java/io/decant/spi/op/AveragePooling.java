package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[p,o]} is the sum under window o divided by its number of cells, at least 1, counted
 * padding included.
 *
 * <p>Operands: {@code x} (planes, input) read, {@code y} (planes, output) overwritten. Source:
 * Caffe's PoolingLayer, AVE. Maxima are {@link WindowReduce}.
 *
 * @param geometry sizes
 */
public record AveragePooling(PoolingGeometry geometry) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(geometry.input("x", Intent.READ), geometry.output("y", Intent.WRITE));
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
            "planes", window.planes(), this, n -> new AveragePooling(geometry.withPlanes(n)), 0, 0);
    return WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.output(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    Window window = geometry.window();
    WindowRows rows = WindowRows.ofOutput(window, begin, end);
    return new Tile(
        new AveragePooling(geometry.of(rows)),
        List.of(rows.input(window, window.planes()), rows.output(window, window.planes())));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(1);
    Decomposition.Ref divisors = geometry.divisors(steps);
    return steps
        .step(
            new WindowReduce(WindowReduce.Function.SUM, geometry.window(), false),
            steps.operand(0),
            y)
        .step(geometry.divide(), y, divisors, y)
        .build();
  }
}
