package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes plans faster by turning around what was chosen for one gap after another, the largest
 * blocks first: it leaves where it stayed, or stays where it left, and others do what follows. What
 * makes the plan faster is kept. Prices know what a copy takes, but neither when the link has
 * nothing else to do, nor that blocks leave as a whole.
 *
 * @param <T> a plan
 */
final class TurnedGaps<T> {
  /** Less is not worth it. */
  private static final double NOTICEABLE = 0.9995;

  /** Blocks that take a smaller part of the pool do not matter. */
  private static final double SMALL = 0.005;

  private final DraftSearch search;
  private final Function<T, Draft> drafts;
  private final Function<Draft, Optional<T>> plans;
  private int attempts;

  /**
   * Prepares a search.
   *
   * @param drafts returns the draft of a plan
   * @param plans makes a plan of a draft, if it can
   * @param attempts how many drafts are made, at most
   */
  TurnedGaps(
      DraftSearch search,
      Function<T, Draft> drafts,
      Function<Draft, Optional<T>> plans,
      int attempts) {
    this.search = search;
    this.drafts = drafts;
    this.plans = plans;
    this.attempts = attempts;
  }

  /** Returns a plan that is at least as fast. */
  T improve(T start) {
    T best = start;
    for (T before = null; before != best; ) {
      before = best;
      List<Gap> gaps = gaps(drafts.apply(best));
      for (int i = 0; i < gaps.size() && attempts > 0; i++) {
        attempts--;
        best = turn(best, i).orElse(best);
      }
    }
    return best;
  }

  private Optional<T> turn(T plan, int gap) {
    Draft draft = drafts.apply(plan);
    DraftTerms terms = draft.terms();
    Draft turned =
        search.draft(terms.preferring(terms.preferences().turning(gaps(draft).get(gap))));
    return turned != null && turned.seconds() < NOTICEABLE * draft.seconds()
        ? plans.apply(turned)
        : Optional.empty();
  }

  /** Returns the gaps of large blocks, in an order that is the same for all drafts. */
  private static List<Gap> gaps(Draft draft) {
    List<Gap> gaps = new ArrayList<>();
    for (BlockLife life : draft.input().lives()) {
      if (life.bytes() > SMALL * draft.terms().whole()) {
        life.gaps().stream().filter(gap -> !gap.settledAway()).forEach(gaps::add);
      }
    }
    gaps.sort(Comparator.comparingLong((Gap gap) -> gap.life().bytes()).reversed());
    return gaps;
  }
}
