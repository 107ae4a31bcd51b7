package io.decant.spi.op;

import java.util.List;

/**
 * The adjoint of {@link Im2col}: {@code x[p, i]} is the sum, in ascending order of k, of all {@code
 * columns[p, k, o]} whose window position is i; padding is dropped, uncovered elements are 0.
 *
 * <p>Operands: {@code columns} (planes, kernel, output) read, {@code x} (planes, input)
 * overwritten.
 *
 * @param window geometry
 */
public record Col2im(Window window) implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("columns", window.planes(), window.kernelCount(), window.outputCount()),
        Operand.write("x", window.planes(), window.inputCount()));
  }

  @Override
  public Cost cost() {
    return Cost.of(window.planes() * window.kernelCount() * window.outputCount(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    TileAxis planes =
        TileAxis.along(
            "planes", window.planes(), this, n -> new Col2im(window.withPlanes(n)), 0, 0);
    return WindowRows.possible(window)
        ? List.of(planes, TileAxis.of("rows", window.input().get(0), this::rows))
        : List.of(planes);
  }

  private Tile rows(long begin, long end) {
    WindowRows rows = WindowRows.ofInput(window, begin, end);
    long planes = window.planes();
    return new Tile(
        new Col2im(rows.window()),
        List.of(rows.output(window, planes * window.kernelCount()), rows.input(window, planes)));
  }
}
