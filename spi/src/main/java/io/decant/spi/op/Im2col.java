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
}
