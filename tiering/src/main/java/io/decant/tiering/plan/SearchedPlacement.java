package io.decant.tiering.plan;

import io.decant.tiering.plan.DraftPlacement.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Places drafts by {@link PackingSearch}, in nearly all of the pool: the draft, and others that
 * leave the more of the pool free the harder it is to find addresses. Drafts that only swap are
 * made faster before that by {@link TurnedGaps}, from several kinds of prices, and again in each
 * part of the pool.
 */
final class SearchedPlacement {
  private static final double[] SHARES = {1, 0.997, 0.994, 0.99, 0.98, 0.97, 0.95};

  /** Stays that can be compared with each other. */
  private static final int MOST_STAYS = 3000;

  /** Drafts that only swap of which placements are looked for. */
  private static final int STARTS = 2;

  /** Placements of a draft of which the fastest is taken. */
  private static final int CHOICE = 12;

  /** A placement that is slower than the draft by less than this is fast enough. */
  private static final double CLOSE = 1.001;

  /**
   * A draft that is slower than another plan by less than this factor may become faster than it.
   */
  private static final double HOPE = 1.02;

  /** Seconds of a run that is too short for a search in each part of the pool to pay off. */
  private static final double SHORT = 1e-3;

  private final DraftSearch search;
  private final DraftPlacement placement;
  private final long[] slabs;
  private final int turns;
  private final int work;

  /**
   * Prepares a search.
   *
   * @param search makes drafts anew
   * @param placement lists the stays of a draft
   * @param slabs sizes of the pool's slabs in bytes
   * @param turns how many choices of a draft that only swaps are turned around
   * @param work how many pairs of stays may be looked at in all
   */
  SearchedPlacement(
      DraftSearch search, DraftPlacement placement, long[] slabs, int turns, int work) {
    this.search = search;
    this.placement = placement;
    this.slabs = slabs.clone();
    this.turns = turns;
    this.work = work;
  }

  /**
   * Places a draft, or one that is like it.
   *
   * @param fastest seconds of another plan: what is not faster does not count
   */
  Optional<Placed> find(Draft draft, double fastest) {
    if (placement.stays(draft).size() > MOST_STAYS) {
      return Optional.empty();
    }
    DraftTerms terms = draft.terms();
    List<DraftTerms> starts = new ArrayList<>(terms.swaps() ? turned(terms) : List.of(terms));
    int affordable = work / (SHARES.length * Math.max(1, starts.size()));
    Placed best = null;
    double least = fastest;
    for (double share : SHARES) {
      for (int start = 0; start < starts.size(); start++) {
        Draft made = draft(starts, start, share, least);
        if (made != null && made.seconds() < least) {
          Placed found = placed(made, least, affordable);
          best = found == null ? best : found;
          least = found == null ? least : found.seconds();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Makes a draft in a part of the pool. Where it only swaps, is not short, and may become faster
   * than what is known, other choices are turned around than in all of it, and kept for smaller
   * parts.
   */
  private @Nullable Draft draft(List<DraftTerms> starts, int start, double share, double least) {
    Draft made = search.draft(starts.get(start).inPart(share));
    if (made == null || share == 1 || !made.terms().swaps()) {
      return made;
    }
    if (made.seconds() <= SHORT || made.seconds() >= HOPE * least) {
      return made;
    }
    Draft turned = new TurnedGaps(search, turns / 2).improve(made);
    starts.set(start, turned.terms());
    return turned;
  }

  /** Returns the terms of the fastest drafts that were made faster, from each kind of prices. */
  private List<DraftTerms> turned(DraftTerms terms) {
    return Arrays.stream(CopyPricing.values())
        .map(pricing -> search.draft(terms.at(pricing)))
        .filter(Objects::nonNull)
        .map(made -> new TurnedGaps(search, turns).improve(made))
        .sorted(Comparator.comparingDouble(Draft::seconds))
        .limit(STARTS)
        .map(Draft::terms)
        .toList();
  }

  private @Nullable Placed placed(Draft draft, double fastest, int affordable) {
    List<Stay> stays = placement.stays(draft);
    StayConflicts conflicts = new StayConflicts(stays, draft.timeline(), draft.input());
    PackingSearch packing = new PackingSearch(stays, slabs, conflicts, affordable);
    Placed best = null;
    double least = fastest;
    for (int found = 0; found < CHOICE && least > CLOSE * draft.seconds(); found++) {
      if (!packing.find()) {
        break;
      }
      Placed placed = Placed.of(draft, stays);
      if (placed.seconds() < least) {
        least = placed.seconds();
        best = placed;
      }
    }
    return best;
  }
}
