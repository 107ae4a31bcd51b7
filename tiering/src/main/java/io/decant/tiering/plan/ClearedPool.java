package io.decant.tiering.plan;

import io.decant.tiering.plan.DraftPlacement.Placed;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes drafts anew in which copies under way leave a part of the pool free, so that holes do not
 * matter. Where copies are what a run waits for, that costs less than one block more that leaves:
 * operators wait anyway. A little is also kept free of blocks that stay, as far as that is faster.
 */
final class ClearedPool {
  /** The steps in which parts of the pool are kept free. */
  private static final double STEP = 0.02;

  /** The largest part that copies leave free, in steps. */
  private static final int MOST_CLEAR = 20;

  /** The largest part that is free of blocks that stay, in steps. */
  private static final int MOST_FREE = 5;

  /** The parts of a run in which copies need not leave as much free as in the others. */
  private static final int PARTS = 16;

  private final DraftSearch search;
  private final Function<Draft, Optional<Placed>> packing;
  private final long pool;
  private final Draft draft;
  private final long[] own;
  private int attempts;
  private double fastest;
  private @Nullable Placed best;
  private long[] bestFree = {};
  private long[] bestClear = {};

  /**
   * Prepares a search.
   *
   * @param packing gives the blocks of a draft addresses, if it can
   * @param pool bytes that blocks may take
   * @param attempts how many drafts are made, at most
   * @param draft what no addresses were found for
   * @param fastest seconds of another plan: what is not faster does not count
   */
  ClearedPool(
      DraftSearch search,
      Function<Draft, Optional<Placed>> packing,
      long pool,
      int attempts,
      Draft draft,
      double fastest) {
    this.search = search;
    this.packing = packing;
    this.pool = pool;
    this.attempts = attempts;
    this.draft = draft;
    this.own = draft.input().own();
    this.fastest = fastest;
  }

  /** Returns the fastest that found room. */
  Optional<Placed> find() {
    int clear = MOST_CLEAR + 1;
    for (int free = 0; free <= MOST_FREE && attempts > 0; free++) {
      clear = leastClear(free, clear);
    }
    clearLess();
    return Optional.ofNullable(best);
  }

  /**
   * Returns the fewest steps that copies leave free such that all blocks find room, by bisection.
   *
   * @param free steps that are free of blocks that stay
   * @param enough steps that were enough with fewer of those; more do not count
   */
  private int leastClear(int free, int enough) {
    int high = enough;
    int low = free - 1;
    while (high - low > 1 && attempts > 0) {
      int middle = (low + high) / 2;
      Draft cleared = draft(part(free), part(middle));
      if (cleared == null || place(cleared, part(free), part(middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Tries for one part of the run after another whether copies may take all of the pool there. */
  private void clearLess() {
    for (int part = 0; part < PARTS && best != null && attempts > 0; part++) {
      long[] less = bestClear.clone();
      int begin = less.length * part / PARTS;
      int end = less.length * (part + 1) / PARTS;
      System.arraycopy(bestFree, begin, less, begin, end - begin);
      Draft cleared = draft(bestFree, less);
      if (cleared != null) {
        place(cleared, bestFree, less);
      }
    }
  }

  /** Returns a draft that is faster than what is known; null when there is none. */
  private @Nullable Draft draft(long[] free, long[] clear) {
    attempts--;
    Draft made = search.draft(draft.terms().keepingFree(free, clear));
    return made != null && made.seconds() < fastest ? made : null;
  }

  /**
   * Keeps a draft if its blocks find room such that it is faster; returns whether they find any.
   */
  private boolean place(Draft faster, long[] free, long[] clear) {
    Optional<Placed> found = packing.apply(faster);
    if (found.isEmpty()) {
      return false;
    }
    if (found.get().seconds() < fastest) {
      best = found.get();
      fastest = best.seconds();
      bestFree = free;
      bestClear = clear;
    }
    return true;
  }

  /** Returns a part of the pool for each operator, as far as its own blocks leave it. */
  private long[] part(int steps) {
    long[] bytes = new long[own.length];
    for (int op = 0; op < bytes.length; op++) {
      bytes[op] = Math.min((long) (steps * STEP * pool), Math.max(0, pool - own[op]));
    }
    return bytes;
  }
}
