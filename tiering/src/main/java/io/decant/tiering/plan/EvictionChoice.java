package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides in which gaps blocks leave the device, so that no operator sees more than the pool holds.
 *
 * <p>Operators are visited in order; where one has too little room, those blocks leave whose next
 * use is furthest away, measured in time per second of copying (Belady's rule with costs). In the
 * end, gaps are given back that turned out not to be needed, the shortest first.
 */
final class EvictionChoice {
  private record Candidate(Gap gap, double until) {}

  private final PlanInput input;
  private final long pool;
  private final long whole;
  private final long[] own;
  private final Set<Block> managed;
  private final double[] starts;
  private final OccupancyTree occupancy;
  private final List<List<Candidate>> opening = new ArrayList<>();
  // by what leaving costs: copies in and out, one of them, none
  private final List<PriorityQueue<Candidate>> open = new ArrayList<>();

  /**
   * Prepares the choice.
   *
   * @param pool bytes that blocks may take
   * @param whole bytes that those of one operator may take, if it runs alone
   * @param starts when operators start, by the clock that says how far away a use is
   */
  EvictionChoice(PlanInput input, long pool, long whole, Set<Block> managed, double[] starts) {
    this.managed = managed;
    this.input = input;
    this.pool = pool;
    this.whole = whole;
    this.own = input.runAlone(pool);
    this.starts = starts.clone();
    this.occupancy = input.occupancy();
    for (int i = 0; i < 4; i++) {
      open.add(new PriorityQueue<>(Comparator.comparingDouble(Candidate::until).reversed()));
    }
  }

  /**
   * Marks the gaps.
   *
   * @return the operator that has too little room even when everything else leaves; -1 when all
   *     have enough
   */
  int run() {
    arrange();
    for (int op = 0; op <= input.ops(); op++) {
      for (Candidate candidate : opening.get(op)) {
        open.get(kind(candidate.gap)).add(candidate);
      }
      long most = input.isAlone(op) ? own[op] : pool;
      while (occupancy.at(op) > most) {
        Candidate victim = takeFurthest(op);
        if (victim == null) {
          break;
        }
        evict(victim.gap);
      }
      if (occupancy.at(op) > (input.isAlone(op) ? whole : pool)) {
        return op;
      }
    }
    giveBack();
    return -1;
  }

  private void evict(Gap gap) {
    gap.evict();
    gap.cover(occupancy, -gap.life().bytes());
  }

  private void arrange() {
    for (int op = 0; op <= input.ops(); op++) {
      opening.add(new ArrayList<>());
    }
    double end = starts[input.ops()];
    for (BlockLife life : input.lives()) {
      for (Gap gap : life.gaps()) {
        if (gap.evicted() || !managed.contains(life.block())) {
          continue;
        }
        if (input.touchesAlone(gap)) {
          evict(gap);
          continue;
        }
        if (gap.wraps()) {
          open(gap, 0, starts[gap.before()]);
          open(gap, gap.after() + 1, end + starts[gap.before()]);
        } else {
          open(gap, gap.after() + 1, gap.fetches() ? starts[gap.before()] : 2 * end);
        }
      }
    }
  }

  private void open(Gap gap, int at, double until) {
    if (at <= input.ops()) {
      opening.get(at).add(new Candidate(gap, until));
    }
  }

  private @Nullable Candidate takeFurthest(int op) {
    PriorityQueue<Candidate> best = null;
    double most = 0;
    for (PriorityQueue<Candidate> queue : open) {
      while (!queue.isEmpty() && !covers(queue.peek().gap, op)) {
        queue.poll();
      }
      Candidate first = queue.peek();
      if (first != null) {
        double worth = (first.until - starts[op] + 1e-9) / cost(open.indexOf(queue));
        if (best == null || worth > most) {
          best = queue;
          most = worth;
        }
      }
    }
    return best == null ? null : best.poll();
  }

  private static boolean covers(Gap gap, int op) {
    boolean inside =
        gap.wraps() ? op > gap.after() || op < gap.before() : op > gap.after() && op < gap.before();
    return inside && !gap.evicted();
  }

  private static int kind(Gap gap) {
    return (gap.fetches() ? 1 : 0) + (gap.dirty() ? 2 : 0);
  }

  private double cost(int kind) {
    double in = (kind & 1) == 0 ? 0 : input.rates().secondsIn(1L << 30);
    double out = (kind & 2) == 0 ? 0 : input.rates().secondsOut(1L << 30);
    return Math.max(1e-12, in + out);
  }

  /** Lets blocks stay where there turned out to be room, those first that are away shortly. */
  private void giveBack() {
    List<Gap> evicted = new ArrayList<>();
    for (BlockLife life : input.lives()) {
      life.gaps().stream().filter(this::mayStay).forEach(evicted::add);
    }
    evicted.sort(Comparator.comparingDouble(this::duration));
    for (Gap gap : evicted) {
      if (gap.most(occupancy) + gap.life().bytes() <= pool) {
        gap.stay();
        gap.cover(occupancy, gap.life().bytes());
      }
    }
  }

  private boolean mayStay(Gap gap) {
    return gap.evicted() && !gap.settledAway() && !input.touchesAlone(gap);
  }

  private double duration(Gap gap) {
    double span = starts[gap.before()] - starts[gap.after() + 1];
    return gap.wraps() ? span + starts[input.ops()] : span;
  }
}
