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
}
