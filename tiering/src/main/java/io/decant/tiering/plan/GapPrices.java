package io.decant.tiering.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What it costs that a block is away during a gap: copying, or computing it again where that costs
 * less than a share of the time that copying takes.
 */
final class GapPrices {
  /** What a copy costs that finds the link idle, in terms of what it costs otherwise. */
  private static final double IDLE = 0.2;

  private final PlanInput input;
  private final Recomputations possible;
  private final double share;
  private final GapPreferences preferences;
  private final CopyPricing pricing;
  private final int fullest;
  private final Map<Gap, Optional<Recomputation>> fillings = new HashMap<>();

  /**
   * Sets prices.
   *
   * @param input the run that the gaps are in
   * @param share of the seconds of copying below which computing is preferred; 0 to only copy
   */
  GapPrices(PlanInput input, Recomputations possible, double share) {
    this(input, possible, share, GapPreferences.NONE, CopyPricing.PLAIN);
  }

  private GapPrices(
      PlanInput input,
      Recomputations possible,
      double share,
      GapPreferences preferences,
      CopyPricing pricing) {
    this.pricing = pricing;
    this.fullest = pricing == CopyPricing.PLAIN ? 0 : input.fullest();
    this.preferences = preferences;
    this.input = input;
    this.possible = possible;
    this.share = share;
  }

  /** Returns prices that follow preferences and know this of the link. */
  GapPrices preferring(GapPreferences other, CopyPricing known) {
    return new GapPrices(input, possible, share, other, known);
  }

  /** Returns what fills the gap by computing; empty when copying does. */
  Optional<Recomputation> filling(Gap gap) {
    return share <= 0 ? Optional.empty() : fillings.computeIfAbsent(gap, this::find);
  }

  private Optional<Recomputation> find(Gap gap) {
    return possible
        .filling(gap, input.order())
        .filter(again -> possible.seconds(again) < share * copying(gap));
  }

  /** Returns the seconds that a gap costs, above 0. */
  double seconds(Gap gap) {
    double plain = filling(gap).map(possible::seconds).orElseGet(() -> copying(gap));
    return preferences.factor(gap) * plain;
  }

  private double copying(Gap gap) {
    double in = gap.fetches() ? input.rates().copyIn(gap.life().bytes()) : 0;
    double out = gap.dirty() ? input.rates().copyOut(gap.life().bytes()) : 0;
    if (pricing != CopyPricing.PLAIN) {
      in *= gap.before() <= fullest ? IDLE : 1;
      out *= gap.after() >= fullest ? IDLE : 1;
    }
    return Math.max(1e-12, (isFirst(gap) ? GapPreferences.PREFERRED : 1) * (in + out));
  }

  private boolean isFirst(Gap gap) {
    return pricing == CopyPricing.HISTORIES_FIRST
        && gap.wraps()
        && gap.after() >= fullest
        && gap.before() > fullest;
  }
}
