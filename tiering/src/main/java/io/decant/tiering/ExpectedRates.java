package io.decant.tiering;

import io.decant.spi.memory.LinkRates;
import java.util.Arrays;
import java.util.List;

/**
 * How fast the copies of a plan are expected to be: by the bytes that it moves from and to each
 * tier, as storage is handed out for it; before there is a plan, by all bytes that may leave.
 */
final class ExpectedRates {
  /** Rates that change by less are not worth another plan. */
  private static final double MATERIAL = 0.1;

  private final Tiers tiers;
  private final int stripe;
  private LinkRates link;
  private List<LinkRates> byTier;
  private LinkRates now;

  /**
   * Starts without a plan.
   *
   * @param link the rates of pinned memory
   * @param byTier those of each tier, in the tiers' order
   * @param stripe bytes of a stripe
   * @param bytes what each may get
   */
  ExpectedRates(LinkRates link, List<LinkRates> byTier, Tiers tiers, int stripe, List<Long> bytes) {
    this.stripe = stripe;
    this.link = link;
    this.byTier = byTier;
    this.tiers = tiers;
    double[] each = bytes.stream().mapToDouble(Long::doubleValue).toArray();
    this.now = mean(each, each);
  }

  /** Returns the rates. */
  LinkRates now() {
    return now;
  }

  /** Notes that all copies have only a part of the rates that were measured. */
  void slowDown(double part) {
    link = link.times(part);
    byTier = byTier.stream().map(rates -> rates.times(part)).toList();
    now = now.times(part);
  }

  /** Notes that operators take longer beside copies, by so much more for each second of a copy. */
  void contend(double more) {
    double contention = Math.max(0, link.contention() + more);
    link = link.withContention(contention);
    byTier = byTier.stream().map(rates -> rates.withContention(contention)).toList();
    now = now.withContention(contention);
  }

  /**
   * Follows what a plan moves.
   *
   * @return whether that changes the rates so much that it should be planned again
   */
  boolean adapt(List<PlannedMoves.Moved> fastestFirst) {
    List<TierPlace> places = StorageShares.of(fastestFirst, stripe, tiers.capacityOfEach());
    double[] in = new double[byTier.size()];
    double[] out = new double[byTier.size()];
    for (int i = 0; i < places.size(); i++) {
      PlannedMoves.Moved moved = fastestFirst.get(i);
      TierPlace place = places.get(i);
      double pinned = place.pinned() * stripe / (double) Math.max(1, moved.block().bytes());
      in[0] += pinned * moved.in();
      out[0] += pinned * moved.out();
      in[place.tier()] += (1 - pinned) * moved.in();
      out[place.tier()] += (1 - pinned) * moved.out();
    }
    LinkRates before = now;
    now = mean(in, out);
    return differs(before.in(), now.in())
        || differs(before.out(), now.out())
        || differs(before.both(), now.both());
  }

  private static boolean differs(double before, double after) {
    return Math.abs(after - before) > MATERIAL * before;
  }

  /** Returns the rates at which bytes move while tiers work at once, as far as the link allows. */
  private LinkRates mean(double[] in, double[] out) {
    double bytesIn = Arrays.stream(in).sum();
    double bytesOut = Arrays.stream(out).sum();
    double secondsIn = bytesIn / link.in();
    double secondsOut = bytesOut / link.out();
    double secondsBoth = (bytesIn + bytesOut) / link.both();
    double slowIn = 0;
    double slowOut = 0;
    double slowBoth = 0;
    for (int i = 0; i < byTier.size(); i++) {
      LinkRates rates = byTier.get(i);
      if (!rates.equals(link)) {
        slowIn += in[i] / rates.in();
        slowOut += out[i] / rates.out();
        slowBoth += (in[i] + out[i]) / rates.both();
      }
    }
    return new LinkRates(
        bytesIn == 0 ? link.in() : bytesIn / Math.max(secondsIn, slowIn),
        bytesOut == 0 ? link.out() : bytesOut / Math.max(secondsOut, slowOut),
        bytesIn + bytesOut == 0
            ? link.both()
            : (bytesIn + bytesOut) / Math.max(secondsBoth, slowBoth),
        link.latency(),
        link.contention());
  }
}
