package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides in which gaps blocks leave the device, so that no operator sees more than the pool holds.
 *
 * <p>Operators are visited in order; where one has too little room, those blocks leave whose next
 * use is furthest away, measured in time and bytes per second that it costs to have them back
 * (Belady's rule with costs). In the end, gaps are given back that turned out not to be needed,
 * those first that cost most.
 */
final class EvictionChoice {
  private record Candidate(Gap gap, double until) {}

  private record Priced(Gap gap, double until, double worth) {}

  private final PlanInput input;
  private final long pool;
  private final long whole;
  private final long[] own;
  private final Set<Block> managed;
  private final double[] starts;
  private final OccupancyTree occupancy;
  private final GapPrices prices;
  private final List<List<Candidate>> opening = new ArrayList<>();
  // by powers of two of what a second away is worth, for each second that it costs
  private final Map<Integer, PriorityQueue<Priced>> open = new TreeMap<>();

  /**
   * Prepares the choice.
   *
   * @param pool bytes that blocks may take
   * @param whole bytes that those of one operator may take, if it runs alone
   * @param starts when operators start, by the clock that says how far away a use is
   * @param prices what gaps cost
   */
  EvictionChoice(
      PlanInput input,
      long pool,
      long whole,
      Set<Block> managed,
      double[] starts,
      GapPrices prices) {
    this.managed = managed;
    this.input = input;
    this.pool = pool;
    this.whole = whole;
    this.own = input.runAlone(pool);
    this.starts = starts.clone();
    this.occupancy = input.occupancy();
    this.prices = prices;
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
        price(candidate);
      }
      long most = input.isAlone(op) ? own[op] : pool;
      while (occupancy.at(op) > most) {
        Priced victim = takeFurthest(op);
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

  private void price(Candidate candidate) {
    Gap gap = candidate.gap;
    double worth = gap.life().bytes() / prices.seconds(gap);
    open.computeIfAbsent(
            Math.getExponent(worth),
            key -> new PriorityQueue<>(Comparator.comparingDouble(Priced::until).reversed()))
        .add(new Priced(gap, candidate.until, worth));
  }

  private @Nullable Priced takeFurthest(int op) {
    PriorityQueue<Priced> best = null;
    double most = 0;
    for (PriorityQueue<Priced> queue : open.values()) {
      while (!queue.isEmpty() && !covers(queue.peek().gap, op)) {
        queue.poll();
      }
      Priced first = queue.peek();
      if (first != null) {
        double value = (first.until - starts[op] + 1e-9) * first.worth;
        if (best == null || value > most) {
          best = queue;
          most = value;
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

  /** Returns what fills the gaps by computing in which blocks leave. */
  List<Recomputation> recomputations() {
    List<Recomputation> found = new ArrayList<>();
    for (BlockLife life : input.lives()) {
      for (Gap gap : life.gaps()) {
        if (mayStay(gap)) {
          prices.filling(gap).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /**
   * Lets blocks stay where there turned out to be room, those first that cost most for the time
   * away.
   */
  private void giveBack() {
    List<Gap> evicted = new ArrayList<>();
    for (BlockLife life : input.lives()) {
      life.gaps().stream().filter(this::mayStay).forEach(evicted::add);
    }
    Map<Gap, Double> values = new HashMap<>();
    evicted.forEach(gap -> values.put(gap, value(gap)));
    evicted.sort(Comparator.comparingDouble(values::get));
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

  private double value(Gap gap) {
    return duration(gap) * gap.life().bytes() / prices.seconds(gap);
  }

  private double duration(Gap gap) {
    double span = starts[gap.before()] - starts[gap.after() + 1];
    return gap.wraps() ? span + starts[input.ops()] : span;
  }
}
