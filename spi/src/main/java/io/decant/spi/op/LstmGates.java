package io.decant.spi.op;

/**
 * Where the four gates of {@link LstmCell} lie in (rows, 4 hidden).
 *
 * @param rows sequences
 * @param hidden number of cells
 */
record LstmGates(long rows, long hidden) {
  static final int INPUT = 0;
  static final int FORGET = 1;
  static final int OUTPUT = 2;
  static final int VALUE = 3;

  /** Appends the copy of a gate out of all four. */
  void read(
      Decomposition.Builder steps, Decomposition.Ref gates, int gate, Decomposition.Ref target) {
    steps.step(new Copy(among(), alone()), place(gates, gate), target);
  }

  /** Appends the copy of a gate to its place among all four. */
  void write(
      Decomposition.Builder steps, Decomposition.Ref source, int gate, Decomposition.Ref gates) {
    steps.step(new Copy(alone(), among()), source, place(gates, gate));
  }

  private Decomposition.Ref place(Decomposition.Ref gates, int gate) {
    return gates.plus(rows == 0 ? 0 : gate * hidden);
  }

  private TensorSpec among() {
    return TensorSpec.strided(DType.FLOAT32, Shape.of(rows, hidden), 4 * hidden, 1);
  }

  private TensorSpec alone() {
    return TensorSpec.float32(rows, hidden);
  }
}
