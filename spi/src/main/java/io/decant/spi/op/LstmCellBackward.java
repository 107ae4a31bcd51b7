package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link LstmCell}: with {@code t = dc + dh * o * (1 - tanh(c)^2)}, {@code dcPrev =
 * t * f}, {@code dx_i = t * g * i * (1 - i)}, {@code dx_f = t * cPrev * f * (1 - f)}, {@code dx_o =
 * dh * tanh(c) * o * (1 - o)}, {@code dx_g = t * i * (1 - g^2)}.
 *
 * <p>Operands: {@code cPrev} (rows, hidden), {@code gates} (rows, 4 hidden), {@code c}, {@code dc},
 * {@code dh} (rows, hidden) read; {@code dcPrev} (rows, hidden), {@code dx} (rows, 4 hidden)
 * overwritten. Source: Caffe's LSTMUnitLayer.
 *
 * @param rows sequences that advance together
 * @param hidden number of cells
 */
public record LstmCellBackward(long rows, long hidden) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("cPrev", rows, hidden),
        Operand.read("gates", rows, 4 * hidden),
        Operand.read("c", rows, hidden),
        Operand.read("dc", rows, hidden),
        Operand.read("dh", rows, hidden),
        Operand.write("dcPrev", rows, hidden),
        Operand.write("dx", rows, 4 * hidden));
  }

  @Override
  public Cost cost() {
    return Cost.of(30 * rows * hidden, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along(
            "rows", rows, this, n -> new LstmCellBackward(n, hidden), 0, 0, 0, 0, 0, 0, 0));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    LstmGates gates = new LstmGates(rows, hidden);
    Decomposition.Ref dh = steps.operand(4);
    Decomposition.Ref dx = steps.operand(6);
    Decomposition.Ref[] gate = new Decomposition.Ref[4];
    for (int i = 0; i < gate.length; i++) {
      gate[i] = steps.temporary(rows, hidden);
      gates.read(steps, steps.operand(1), i, gate[i]);
    }
    Decomposition.Ref squashed = steps.temporary(rows, hidden);
    Decomposition.Ref term = steps.temporary(rows, hidden);
    Decomposition.Ref part = steps.temporary(rows, hidden);
    steps.step(unary(Unary.Function.TANH, 0, 0), steps.operand(2), squashed);
    steep(steps, squashed, term);
    multiply(steps, term, gate[LstmGates.OUTPUT], term);
    multiply(steps, term, dh, term);
    steps.step(new Binary(BinaryFunction.ADD, count()), term, steps.operand(3), term);
    multiply(steps, term, gate[LstmGates.FORGET], steps.operand(5));

    logistic(steps, gate[LstmGates.INPUT], part);
    multiply(steps, part, gate[LstmGates.VALUE], part);
    multiply(steps, part, term, part);
    gates.write(steps, part, LstmGates.INPUT, dx);

    logistic(steps, gate[LstmGates.FORGET], part);
    multiply(steps, part, steps.operand(0), part);
    multiply(steps, part, term, part);
    gates.write(steps, part, LstmGates.FORGET, dx);

    logistic(steps, gate[LstmGates.OUTPUT], part);
    multiply(steps, part, squashed, part);
    multiply(steps, part, dh, part);
    gates.write(steps, part, LstmGates.OUTPUT, dx);

    steep(steps, gate[LstmGates.VALUE], part);
    multiply(steps, part, gate[LstmGates.INPUT], part);
    multiply(steps, part, term, part);
    gates.write(steps, part, LstmGates.VALUE, dx);
    return steps.build();
  }

  private long count() {
    return rows * hidden;
  }

  private Unary unary(Unary.Function function, float p, float q) {
    return new Unary(function, count(), p, q);
  }

  private void multiply(
      Decomposition.Builder steps,
      Decomposition.Ref a,
      Decomposition.Ref b,
      Decomposition.Ref result) {
    steps.step(new Binary(BinaryFunction.MUL, count()), a, b, result);
  }

  /** Appends {@code slope = 1 - y^2}, the slope of tanh where it is y. */
  private void steep(Decomposition.Builder steps, Decomposition.Ref y, Decomposition.Ref slope) {
    steps
        .step(unary(Unary.Function.SQUARE, 0, 0), y, slope)
        .step(unary(Unary.Function.AFFINE, -1, 1), slope, slope);
  }

  /** Appends {@code slope = y * (1 - y)}, the slope of the sigmoid where it is y. */
  private void logistic(Decomposition.Builder steps, Decomposition.Ref y, Decomposition.Ref slope) {
    steps.step(unary(Unary.Function.AFFINE, -1, 1), y, slope);
    multiply(steps, slope, y, slope);
  }
}
