package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes plans faster by turning around what was chosen for one gap after another, the largest
 * blocks first: it leaves where it stayed, or stays where it left, and others do what follows. What
 * makes the plan faster is kept. Prices know what a copy takes, but neither when the link has
 * nothing else to do, nor that blocks leave as a whole.
 */
final class TurnedGaps {
  /** Less is not worth it. */
  private static final double NOTICEABLE = 0.9995;

  /** Blocks that take a smaller part of the pool do not matter. */
  private static final double SMALL = 0.005;

  private final DraftSearch search;
  private int attempts;

  /**
   * Prepares a search.
   *
   * @param attempts how many drafts are made, at most
   */
  TurnedGaps(DraftSearch search, int attempts) {
    this.search = search;
    this.attempts = attempts;
  }

  /** Returns a draft that is at least as fast. */
  Draft improve(Draft start) {
    Draft best = start;
    for (Draft before = null; before != best; ) {
      before = best;
      int gaps = gaps(best).size();
      for (int i = 0; i < gaps && attempts > 0; i++) {
        attempts--;
        best = turn(best, i);
      }
    }
    return best;
  }

  private Draft turn(Draft draft, int gap) {
    DraftTerms terms = draft.terms();
    Draft turned =
        search.draft(terms.preferring(terms.preferences().turning(gaps(draft).get(gap))));
    return turned != null && turned.seconds() < NOTICEABLE * draft.seconds() ? turned : draft;
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
