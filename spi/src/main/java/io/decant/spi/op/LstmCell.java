package io.decant.spi.op;

import java.util.List;

/**
 * One time step of long short-term memory. Each row of x holds the inputs of four gates, one behind
 * another: {@code i = sigmoid(x_i)}, {@code f = cont * sigmoid(x_f)}, {@code o = sigmoid(x_o)},
 * {@code g = tanh(x_g)}; then {@code c = f * cPrev + i * g} and {@code h = o * tanh(c)}. Where cont
 * is 0, f is 0 whatever x_f is.
 *
 * <p>Operands: {@code cPrev} (rows, hidden), {@code x} (rows, 4 hidden), {@code cont} (rows) read;
 * {@code gates} (rows, 4 hidden): i, f, o and g; {@code c}, {@code h} (rows, hidden) overwritten.
 * Source: Caffe's LSTMUnitLayer; Hochreiter and Schmidhuber, Neural Computation 1997.
 *
 * @param rows sequences that advance together
 * @param hidden number of cells
 */
public record LstmCell(long rows, long hidden) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("cPrev", rows, hidden),
        Operand.read("x", rows, 4 * hidden),
        Operand.read("cont", rows),
        Operand.write("gates", rows, 4 * hidden),
        Operand.write("c", rows, hidden),
        Operand.write("h", rows, hidden));
  }

  @Override
  public Cost cost() {
    return Cost.of(30 * rows * hidden, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along("rows", rows, this, n -> new LstmCell(n, hidden), 0, 0, 0, 0, 0, 0));
  }

  @Override
  public Decomposition decompose() {
    long count = rows * hidden;
    Decomposition.Builder steps = Decomposition.builder();
    LstmGates gate = new LstmGates(rows, hidden);
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    Decomposition.Ref gates = steps.operand(3);
    Decomposition.Ref c = steps.operand(4);
    Decomposition.Ref h = steps.operand(5);
    Decomposition.Ref f = steps.temporary(rows, hidden);
    Decomposition.Ref g = steps.temporary(rows, hidden);
    Decomposition.Ref other = steps.temporary(rows, hidden);
    steps.step(Unary.of(Unary.Function.SIGMOID, 4 * count), steps.operand(1), gates);
    gate.read(steps, gates, LstmGates.FORGET, f);
    steps
        .step(along(BinaryFunction.MUL), f, steps.operand(2), f)
        .step(along(BinaryFunction.MASK), f, steps.operand(2), f);
    gate.write(steps, f, LstmGates.FORGET, gates);
    gate.read(steps, steps.operand(1), LstmGates.VALUE, g);
    steps.step(Unary.of(Unary.Function.TANH, count), g, g);
    gate.write(steps, g, LstmGates.VALUE, gates);
    gate.read(steps, gates, LstmGates.INPUT, other);
    steps
        .step(multiply, other, g, other)
        .step(multiply, f, steps.operand(0), c)
        .step(new Binary(BinaryFunction.ADD, count), c, other, c)
        .step(Unary.of(Unary.Function.TANH, count), c, h);
    gate.read(steps, gates, LstmGates.OUTPUT, other);
    return steps.step(multiply, h, other, h).build();
  }

  private Broadcast along(BinaryFunction function) {
    return Broadcast.alongMiddle(function, 1, rows, hidden);
  }
}
