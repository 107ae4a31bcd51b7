package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the fastest draft of one program in a pool. Where copies hold it up, blocks are
 * computed again instead, as far as that is faster: by trying several prices of copying in terms of
 * computing. The right one depends on how much of the copying hides behind operators.
 */
final class DraftSearch {
  private final LoweredProgram program;
  private final PlanInput unmanaged;
  private final Set<Block> managed;
  private final HybridTuning tuning;
  private final Function<List<Recomputation>, PlanInput> inputs;
  private final List<Recomputations> possible;

  /**
   * Prepares a search.
   *
   * @param unmanaged what a plan without recomputations is made from, with no gap decided
   * @param managed the blocks that may leave
   * @param inputs makes what a plan with these recomputations is made from, with no gap decided
   */
  DraftSearch(
      LoweredProgram program,
      PlanInput unmanaged,
      Set<Block> managed,
      HybridTuning tuning,
      Function<List<Recomputation>, PlanInput> inputs) {
    this.program = program;
    this.unmanaged = unmanaged;
    this.managed = managed;
    this.tuning = tuning;
    this.inputs = inputs;
    this.possible =
        List.of(
            new Recomputations(program, unmanaged, false),
            new Recomputations(program, unmanaged, true));
  }

  /**
   * Returns the drafts that were found, the fastest first; none when some operator has too little
   * room in any case.
   *
   * @param pool bytes that blocks may take
   */
  List<Draft> fastestFirst(long pool) {
    Draft swapping = draft(DraftTerms.of(List.of(), pool));
    if (swapping == null) {
      return List.of();
    }
    List<Draft> found = new ArrayList<>(List.of(swapping));
    if (tuning.rounds() > 0 && swapping.waits()) {
      List<Recomputation> known = List.of();
      for (Recomputations means : possible) {
        List<Recomputation> all = all(means);
        // The second means matters only where it makes more possible.
        for (double share : all.equals(known) ? List.<Double>of() : shares(means, all)) {
          Draft draft = recomputing(means, share, pool);
          if (draft != null && found.stream().noneMatch(draft::resembles)) {
            found.add(draft);
          }
        }
        known = all;
      }
    }
    found.sort(Comparator.comparingDouble(Draft::seconds).thenComparingLong(Draft::bytes));
    return found;
  }

  /** Returns which operator has too little room in a pool of so many bytes. */
  DeviceMemoryExceededException doesNotFit(long pool) {
    PlanInput input = inputs.apply(List.of());
    int op = choice(input, pool, pool, input.counts(), copying(input)).run();
    return new DoesNotFit(input, op, pool).exception();
  }

  /** Returns everything that may be computed again where nothing else is. */
  private List<Recomputation> all(Recomputations means) {
    List<Recomputation> all = new ArrayList<>();
    for (BlockLife life : unmanaged.lives()) {
      for (Gap gap : life.gaps()) {
        means.filling(gap, unmanaged.order()).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Returns prices to try: above each, another part of what can be computed again is copied. */
  private List<Double> shares(Recomputations means, List<Recomputation> all) {
    List<Double> ratios = new ArrayList<>();
    for (Recomputation again : all) {
      long bytes = again.block().bytes();
      double copying = unmanaged.rates().copyIn(bytes) + unmanaged.rates().copyOut(bytes);
      ratios.add(means.seconds(again) / copying);
    }
    ratios.sort(null);
    int parts = tuning.parts(program);
    List<Double> shares = new ArrayList<>();
    for (int part = 1; part <= parts && !ratios.isEmpty(); part++) {
      double share = 1.001 * ratios.get((ratios.size() * part + parts - 1) / parts - 1);
      if (shares.isEmpty() || share > shares.get(shares.size() - 1)) {
        shares.add(share);
      }
    }
    return shares;
  }

  /** Returns the better of the drafts by two clocks at a price; null when there is no room. */
  private @Nullable Draft recomputing(Recomputations means, double share, long pool) {
    Draft byTime = tuning.byTime() ? recomputing(means, share, pool, PlanInput::starts) : null;
    Draft byCount = tuning.byCount() ? recomputing(means, share, pool, PlanInput::counts) : null;
    return better(byTime, byCount);
  }

  /**
   * Adds recomputations in rounds: each shows what else there is no room for when what was dropped
   * comes back.
   */
  private @Nullable Draft recomputing(
      Recomputations means, double share, long pool, Function<PlanInput, double[]> clock) {
    List<Recomputation> taken = new ArrayList<>();
    for (int round = 0; round < tuning.rounds(program); round++) {
      PlanInput input = inputs.apply(taken);
      EvictionChoice choice =
          choice(input, pool, pool, clock.apply(input), new GapPrices(input, means, share));
      if (choice.run() >= 0) {
        return null;
      }
      List<Recomputation> more = choice.recomputations();
      if (more.isEmpty()) {
        break;
      }
      taken.addAll(more);
    }
    return draft(DraftTerms.of(taken, pool));
  }

  /**
   * Returns the better of the drafts by two clocks: times may be wrong, order is not.
   *
   * @return null when some operator has too little room
   */
  @Nullable Draft draft(DraftTerms terms) {
    Draft byTime = tuning.byTime() ? draft(terms, PlanInput::starts) : null;
    Draft byCount = tuning.byCount() ? draft(terms, PlanInput::counts) : null;
    return better(byTime, byCount);
  }

  private static @Nullable Draft better(@Nullable Draft byTime, @Nullable Draft byCount) {
    if (byTime == null || byCount == null) {
      return byTime == null ? byCount : byTime;
    }
    return byTime.beats(byCount) ? byTime : byCount;
  }

  private @Nullable Draft draft(DraftTerms terms, Function<PlanInput, double[]> clock) {
    PlanInput input = inputs.apply(terms.recomputations());
    terms.keepFreeOfBlocks(input);
    GapPrices prices = terms.prices(copying(input));
    if (choice(input, terms.pool(), terms.whole(), clock.apply(input), prices).run() >= 0) {
      return null;
    }
    terms.keepFreeOfCopies(input);
    Draft behind = timed(input, terms, false);
    if (behind.timeline().bytesOut() == 0) {
      return behind;
    }
    Draft early = timed(input, terms, true);
    return early.seconds() < behind.seconds() ? early : behind;
  }

  private Draft timed(PlanInput input, DraftTerms terms, boolean writesBack) {
    TransferTimeline timeline =
        new TransferTimeline(input, terms.pool(), tuning.headStart(), writesBack);
    return new Draft(input, timeline, timeline.run(), terms);
  }

  /** Returns prices at which nothing is computed again. */
  private GapPrices copying(PlanInput input) {
    return new GapPrices(input, possible.get(0), 0);
  }

  private EvictionChoice choice(
      PlanInput input, long pool, long whole, double[] starts, GapPrices prices) {
    return new EvictionChoice(input, pool, whole, managed, starts, prices);
  }
}
