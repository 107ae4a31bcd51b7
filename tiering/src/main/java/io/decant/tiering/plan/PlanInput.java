package io.decant.tiering.plan;

import io.decant.spi.memory.LinkRates;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a plan is made from. Operators have the indices 0 to n - 1 in the order in which they run,
 * also those that run once more; n is the boundary between this run and the next, at which some
 * blocks are on the device and others are not.
 */
final class PlanInput {
  private final RunOrder order;
  private final double[] seconds;
  private final List<BlockLife> lives;
  private final LinkRates rates;
  private final BitSet alone = new BitSet();
  private long[] keptFree = {};

  /**
   * Puts together what a plan is made from.
   *
   * @param order what runs
   * @param seconds how long each turn takes
   * @param lives what operators do with blocks; eviction choices are marked in their gaps
   * @param rates how fast bytes move
   */
  PlanInput(RunOrder order, double[] seconds, List<BlockLife> lives, LinkRates rates) {
    this.order = order;
    this.seconds = seconds.clone();
    this.lives = List.copyOf(lives);
    this.rates = rates;
  }

  RunOrder order() {
    return order;
  }

  List<BlockLife> lives() {
    return lives;
  }

  LinkRates rates() {
    return rates;
  }

  /** Returns how long an operator takes. */
  double seconds(int op) {
    return seconds[op];
  }

  int ops() {
    return seconds.length;
  }

  /** Returns whether an operator is one of the host's that run before all others. */
  boolean isEarly(int op) {
    return op < order.early();
  }

  /**
   * Has bytes of the pool stay free during operators, since addresses leave holes.
   *
   * @param bytes for each operator and the boundary
   */
  void keepFree(long[] bytes) {
    keptFree = bytes.clone();
  }

  /**
   * Returns the bytes of the blocks that each operator uses, and of those that must be on the
   * device at the boundary.
   */
  long[] own() {
    long[] own = new long[ops() + 1];
    for (BlockLife life : lives) {
      life.usesOnDevice().forEach(use -> own[use.op()] += life.bytes());
      own[ops()] += life.returnsHome() ? life.bytes() : 0;
    }
    return own;
  }

  /**
   * Has operators run alone whose own blocks exceed a part of the pool: nothing stays on the device
   * from the operator before to them, or from them to the next one, so that whatever addresses
   * others have, theirs are free to choose.
   *
   * @return the bytes of the blocks of each operator
   */
  long[] runAlone(long part) {
    long[] own = own();
    for (int op = 0; op < ops(); op++) {
      alone.set(op, own[op] > part);
    }
    return own;
  }

  /** Returns whether an operator, or the boundary behind the last one, runs alone. */
  boolean isAlone(int op) {
    return op >= 0 && alone.get(op);
  }

  /** Returns whether a gap begins or ends at an operator that runs alone. */
  boolean touchesAlone(Gap gap) {
    return isAlone(gap.after()) || isAlone(gap.before());
  }

  /**
   * Returns the time at which each operator starts when nothing ever waits; then twice the end, for
   * the boundary and what is behind it.
   */
  double[] starts() {
    double[] starts = new double[seconds.length + 2];
    for (int i = 0; i < seconds.length; i++) {
      starts[i + 1] = starts[i] + seconds[i];
    }
    starts[seconds.length + 1] = starts[seconds.length];
    return starts;
  }

  /** Returns the same as if each operator took one unit of time. */
  double[] counts() {
    double[] counts = new double[seconds.length + 2];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.min(i, seconds.length);
    }
    return counts;
  }

  /** Returns the seconds of all operators. */
  double busy() {
    return Arrays.stream(seconds).sum();
  }

  /**
   * Returns the bytes on the device during each operator and at the boundary behind the last one,
   * as the gaps are marked, and those that are to stay free.
   */
  OccupancyTree occupancy() {
    long[] changes = new long[ops() + 1];
    for (int op = 0; op < keptFree.length; op++) {
      add(changes, op, op + 1, keptFree[op]);
    }
    for (BlockLife life : lives) {
      if (life.returnsHome()) {
        add(changes, ops(), ops() + 1, life.bytes());
      }
      for (Use use : life.usesOnDevice()) {
        add(changes, use.op(), use.op() + 1, life.bytes());
      }
      for (Gap gap : life.gaps()) {
        if (!gap.evicted()) {
          gap.stretches(ops() + 1, (begin, end) -> add(changes, begin, end, gap.life().bytes()));
        }
      }
    }
    return new OccupancyTree(changes);
  }

  /** Returns the operator during which most is on the device, as the gaps are marked. */
  int fullest() {
    OccupancyTree occupancy = occupancy();
    int fullest = 0;
    for (int op = 1; op <= ops(); op++) {
      fullest = occupancy.at(op) > occupancy.at(fullest) ? op : fullest;
    }
    return fullest;
  }

  private static void add(long[] changes, int begin, int end, long bytes) {
    if (begin < end) {
      changes[begin] += bytes;
      if (end < changes.length) {
        changes[end] -= bytes;
      }
    }
  }
}
