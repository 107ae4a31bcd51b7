package io.decant.spi.op;

import java.util.List;

/**
 * Unfolds windows into columns: {@code columns[p, k, o]} is the element of plane p at position k of
 * window o, 0 in the padding; k and o run row-major over the window's and the output's axes.
 *
 * <p>Operands: {@code x} (planes, input) read, {@code columns} (planes, kernel, output)
 * overwritten.
 *
 * @param window geometry
 */
public record Im2col(Window window) implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", window.planes(), window.inputCount()),
        Operand.write("columns", window.planes(), window.kernelCount(), window.outputCount()));
  }

  @Override
  public Cost cost() {
    return Cost.of(0, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    TileAxis planes =
        TileAxis.along(
            "planes", window.planes(), this, n -> new Im2col(window.withPlanes(n)), 0, 0);
    return WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.output(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    WindowRows rows = WindowRows.ofOutput(window, begin, end);
    long planes = window.planes();
    return new Tile(
        new Im2col(rows.window()),
        List.of(rows.input(window, planes), rows.output(window, planes * window.kernelCount())));
  }
}
