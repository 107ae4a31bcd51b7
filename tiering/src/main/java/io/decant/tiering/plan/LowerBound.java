package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The time below which no schedule of swaps can stay, by the longest path through a run.
 *
 * <p>A block that leaves is copied out behind the operator that changed it last, while operators
 * run that only read it or do not use it, and its memory is free when that copy is complete. Take
 * an operator t and an earlier one s. The blocks that t uses are on the device during it. Others
 * wait for a later use meanwhile. Some of these were changed by s or behind it. What of them does
 * not fit into the pool beside t's own blocks must have left when t starts. So from the end of s to
 * the start of t pass at least the seconds in which these bytes are copied out.
 *
 * <p>Likewise backwards: blocks that wait during s for a use by t or before it are on the device
 * when t starts. What of them does not fit beside the blocks of s can only begin to come when s is
 * over, since a block has its memory from the start of its copy on. So from the end of s to the
 * start of t pass at least the seconds in which these bytes are copied in.
 *
 * <p>What windows and the host's operators copy, every schedule copies: such a copy lies between s
 * and t, or its block takes memory during one of both like any other.
 *
 * <p>Between s and t operators run, too, each for its own time. Stretches that follow each other
 * add up, with the operators between them, and each such sum is a bound; the largest one counts.
 * Finding it takes time that grows with the square of the number of operators, a nanosecond or so
 * for each pair. Copies need not be whole here, have no latency, and do not slow each other down.
 */
final class LowerBound {
  /** A block that waits for its next use, and must be copied if it cannot wait on the device. */
  private record Wait(int possible, int needed, long bytes, boolean settled) {}

  private final PlanInput input;
  private final int ops;
  private final long pool;
  private final long[] own;
  private final List<List<Wait>> leaving = new ArrayList<>();
  private final List<List<Wait>> left = new ArrayList<>();
  private final List<List<Wait>> coming = new ArrayList<>();
  // bytes of what waits now, by where its copy can begin, and must be over
  private final long[] waitingSince;
  private final long[] waitingFor;
  // bytes that are copied in any case: out in waits that are over, in for those that are to come
  private final long[] copiedSince;
  private final long[] copiedFor;
  private long copiedOut;
  private long copiedIn;
  private long leavingBytes;
  private long comingBytes;
  // when operators can start and be over at the earliest; what is over at 0 is before the first
  private final double[] starts;
  private final double[] ends;

  private LowerBound(PlanInput input, long pool) {
    this.input = input;
    this.ops = input.ops();
    this.pool = pool;
    this.own = input.own();
    this.waitingSince = new long[ops + 2];
    this.waitingFor = new long[ops + 2];
    this.copiedSince = new long[ops + 2];
    this.copiedFor = new long[ops + 2];
    this.starts = new double[ops + 1];
    this.ends = new double[ops + 2];
    for (int op = 0; op <= ops + 1; op++) {
      leaving.add(new ArrayList<>());
      left.add(new ArrayList<>());
      coming.add(new ArrayList<>());
    }
    for (BlockLife life : input.lives()) {
      life.gaps().forEach(this::add);
    }
  }

  /**
   * Returns the bound in seconds.
   *
   * @param input with no gap evicted but those that have no choice
   * @param pool bytes of the pool
   */
  static double seconds(PlanInput input, long pool) {
    return new LowerBound(input, pool).seconds();
  }

  private void add(Gap gap) {
    long bytes = gap.settledAway() ? gap.life().block().bytes() : gap.life().bytes();
    int possible = gap.life().mustCopyBehind(gap) + 1;
    gap.stretches(
        ops + 1,
        (begin, end) -> {
          boolean tail = gap.wraps() && begin > gap.after();
          boolean head = gap.wraps() && !tail;
          boolean counts = begin < end || gap.settledAway();
          if (counts && !head && possible > 0) {
            Wait wait = new Wait(possible, end, bytes, gap.settledAway());
            leaving.get(begin).add(wait);
            left.get(end).add(wait);
            copiedOut += wait.settled ? bytes : 0;
          }
          if (counts && !tail && gap.fetches()) {
            Wait wait = new Wait(begin, end, bytes, gap.settledAway());
            coming.get(begin).add(wait);
            copiedFor[end] += wait.settled ? bytes : 0;
            copiedIn += wait.settled ? bytes : 0;
          }
        });
  }

  private double seconds() {
    copyInBehind(-1, Long.MAX_VALUE);
    for (int op = 0; op <= ops; op++) {
      for (Wait wait : leaving.get(op)) {
        waitingSince[wait.possible] += wait.bytes;
        leavingBytes += wait.bytes;
      }
      for (Wait wait : left.get(op)) {
        waitingSince[wait.possible] -= wait.bytes;
        leavingBytes -= wait.bytes;
        copiedSince[wait.possible] += wait.settled ? wait.bytes : 0;
      }
      for (Wait wait : coming.get(op)) {
        waitingFor[wait.needed] += wait.bytes;
        comingBytes += wait.bytes;
        copiedFor[wait.needed] -= wait.settled ? wait.bytes : 0;
        copiedIn -= wait.settled ? wait.bytes : 0;
      }
      comingBytes -= waitingFor[op];
      copyOutBefore(op, pool - own[op]);
      if (op < ops) {
        ends[op + 1] = starts[op] + input.seconds(op);
        starts[op + 1] = Math.max(starts[op + 1], ends[op + 1]);
        copyInBehind(op, pool - own[op]);
      }
    }
    return Math.max(starts[ops], input.rates().secondsOut(copiedOut));
  }

  /** Has an operator start only when what has no room beside it can have left. */
  private void copyOutBefore(int op, long room) {
    double most = input.rates().secondsOut(Math.max(0, leavingBytes - room) + copiedOut);
    long waiting = 0;
    long copied = 0;
    for (int since = op; since >= 0 && ends[since] + most > starts[op]; since--) {
      waiting += waitingSince[since];
      copied += copiedSince[since];
      long bytes = Math.max(0, waiting - room) + copied;
      if (bytes > 0) {
        starts[op] = Math.max(starts[op], ends[since] + input.rates().secondsOut(bytes));
      }
    }
  }

  /** Has operators start only when what had no room beside an earlier one can have come. */
  private void copyInBehind(int op, long room) {
    long all = Math.max(0, comingBytes - room) + copiedIn;
    long waiting = 0;
    long copied = 0;
    long bytes = 0;
    for (int until = op + 1; until <= ops && bytes < all; until++) {
      waiting += waitingFor[until];
      copied += copiedFor[until];
      bytes = Math.max(0, waiting - room) + copied;
      if (bytes > 0) {
        starts[until] = Math.max(starts[until], ends[op + 1] + input.rates().secondsIn(bytes));
      }
    }
  }
}
