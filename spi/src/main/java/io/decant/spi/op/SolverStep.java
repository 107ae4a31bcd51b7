package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a solver over one parameter: prepares the gradient, changes the histories, and takes
 * the step off the weights.
 *
 * <p>Operands, each of {@code count} elements unless said otherwise: {@code gradient} read, or
 * replaced by the step if {@code keepsStep}; {@code rate} (1 or 2) read; {@code clip} (1) read if
 * {@code clipped}; {@code history} and, where the solver keeps two, {@code history2} changed;
 * {@code w} changed. In the formulas of the implementations g is the prepared gradient of {@link
 * StepSettings}, rate the product of its two rates, and h and k are the first and second history.
 */
public interface SolverStep extends CompositeOp {
  /** Returns what does not depend on the solver. */
  StepSettings settings();

  /** Returns how many histories the solver keeps of each weight: 1 or 2. */
  int histories();

  /** Returns how many rates the solver has: 1, or 2 if weights decay at a rate of their own. */
  default int rates() {
    return 1;
  }

  /** Returns the decay of weights at the second rate; 0 where there is none. */
  default float pull() {
    return 0;
  }

  /** Returns the same step over another number of weights or with other common settings. */
  SolverStep with(StepSettings other);

  /** Returns the place of the first history among the operands. */
  default int firstHistory() {
    return settings().clipped() ? 3 : 2;
  }

  @Override
  default List<Operand> operands() {
    long count = settings().count();
    List<Operand> operands = new ArrayList<>(6);
    operands.add(
        settings().keepsStep()
            ? Operand.update("gradient", count)
            : Operand.read("gradient", count));
    operands.add(Operand.read("rate", rates()));
    if (settings().clipped()) {
      operands.add(Operand.read("clip", 1));
    }
    operands.add(Operand.update("history", count));
    if (histories() > 1) {
      operands.add(Operand.update("history2", count));
    }
    operands.add(Operand.update("w", count));
    return List.copyOf(operands);
  }

  @Override
  default Cost cost() {
    return Cost.of(4L * histories() * settings().count(), operands());
  }

  @Override
  default List<TileAxis> tileAxes() {
    int[] axes = new int[operands().size()];
    axes[1] = Tile.WHOLE;
    axes[2] = settings().clipped() ? Tile.WHOLE : 0;
    return List.of(
        TileAxis.along(
            "elements", settings().count(), this, n -> with(settings().withCount(n)), axes));
  }

  @Override
  default OpClass opClass() {
    return OpClass.STATE;
  }
}
