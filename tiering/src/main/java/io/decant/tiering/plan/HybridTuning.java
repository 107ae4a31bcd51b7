package io.decant.tiering.plan;

import io.decant.spi.memory.LoweredProgram;
import java.util.List;

/**
 * How hard a {@link HybridPlanner} tries. Immutable.
 *
 * @param rounds how many times recomputations are looked for, each time among what the last round
 *     still copies; 0 to swap only
 * @param parts how many prices of copying in terms of computing are tried
 * @param byTime whether distances to next uses are measured in time
 * @param byCount whether they are measured in operators; with both, the better plan counts
 * @param share of the pool that blocks may take at first; where addresses do not fit, less is tried
 * @param headStart the part of the program's time by which copies to the device start earlier than
 *     they must
 */
public record HybridTuning(
    int rounds, int parts, boolean byTime, boolean byCount, double share, double headStart) {
  /** What users get. */
  public static final HybridTuning DEFAULT = new HybridTuning(6, 8, true, true, 1, 0.02);

  /** The same without recomputation. */
  public static final HybridTuning SWAP_ONLY = new HybridTuning(0, 0, true, true, 1, 0.02);

  /** Operators times drafts that a round may cost. */
  private static final int WORK = 100_000;

  /** Parts of the pool for which other gaps are chosen where addresses cost much. */
  private static final List<Double> LEEWAYS = List.of(0.97, 0.95);

  private static final int REPAIRS = 60;

  private static final int TURNS = 300;

  private static final int PACKING = 3_000_000;

  private static final int SWAP_PACKING = 200_000_000;

  private static final double PACKING_BY_SIZE = 2;

  /** Checks that there is something to measure distances by. */
  public HybridTuning {
    if (!byTime && !byCount) {
      throw new IllegalArgumentException("distances are measured by time, by count, or both");
    }
  }

  /** Returns how many rounds a program gets: fewer where it has many operators. */
  int rounds(LoweredProgram program) {
    return Math.min(rounds, affordable(program));
  }

  /** Returns how many prices are tried for a program: fewer for those with many operators. */
  int parts(LoweredProgram program) {
    return Math.min(parts, affordable(program));
  }

  /**
   * Returns in which parts of the pool drafts are looked for, too, where addresses in all of it
   * cost much: none for programs with so many operators that they get fewer prices.
   */
  List<Double> leeways(LoweredProgram program) {
    return affordable(program) < DEFAULT.parts ? List.of() : LEEWAYS;
  }

  /** Returns how often a draft of a program is made anew where addresses leave holes. */
  int repairs(LoweredProgram program) {
    return Math.min(REPAIRS, affordable(program));
  }

  /** Returns how many choices of a draft that only swaps are turned around to make it faster. */
  int turns(LoweredProgram program) {
    return Math.min(TURNS, affordable(program) / 2);
  }

  /** Returns how many pairs of stays may be looked at while a draft's addresses are looked for. */
  int packing(LoweredProgram program, boolean swaps) {
    double orders = PACKING_BY_SIZE * Math.pow(program.ops().size(), 4);
    return (int) Math.min(swaps ? SWAP_PACKING : PACKING, orders);
  }

  private static int affordable(LoweredProgram program) {
    return Math.max(2, WORK / Math.max(1, program.ops().size()));
  }
}
