package io.decant.tiering.plan;

import java.util.List;

/** What a draft is to keep to. Immutable. */
final class DraftTerms {
  private final List<Recomputation> recomputations;
  private final long pool;
  private final long whole;
  private final long[] keptFree;
  private final long[] clear;
  private final GapPreferences preferences;
  private final CopyPricing pricing;

  private DraftTerms(
      List<Recomputation> recomputations,
      long pool,
      long whole,
      long[] keptFree,
      long[] clear,
      GapPreferences preferences,
      CopyPricing pricing) {
    this.recomputations = recomputations;
    this.pool = pool;
    this.whole = whole;
    this.keptFree = keptFree;
    this.clear = clear;
    this.preferences = preferences;
    this.pricing = pricing;
  }

  /**
   * Creates terms.
   *
   * @param recomputations what is computed again
   * @param pool bytes that blocks may take
   */
  static DraftTerms of(List<Recomputation> recomputations, long pool) {
    return new DraftTerms(
        List.copyOf(recomputations),
        pool,
        pool,
        new long[0],
        new long[0],
        GapPreferences.NONE,
        CopyPricing.PLAIN);
  }

  /** Returns the same in a part of the pool, but for operators that need more and run alone. */
  DraftTerms inPart(double share) {
    return new DraftTerms(
        recomputations, (long) (share * whole), whole, keptFree, clear, preferences, pricing);
  }

  /**
   * Returns the same with memory that stays free.
   *
   * @param free bytes of the pool that no block that stays may take, during each operator and at
   *     the boundary
   * @param moreFree bytes that copies under way may not take either, at least those
   */
  DraftTerms keepingFree(long[] free, long[] moreFree) {
    return new DraftTerms(
        recomputations, pool, whole, free.clone(), moreFree.clone(), preferences, pricing);
  }

  /** Returns the same with other preferences. */
  DraftTerms preferring(GapPreferences other) {
    return new DraftTerms(recomputations, pool, whole, keptFree, clear, other, pricing);
  }

  /** Returns the same at other prices. */
  DraftTerms at(CopyPricing other) {
    return new DraftTerms(recomputations, pool, whole, keptFree, clear, preferences, other);
  }

  /** Returns whether nothing is computed again. */
  boolean swaps() {
    return recomputations.isEmpty();
  }

  /** Returns prices that follow these terms. */
  GapPrices prices(GapPrices plain) {
    return plain.preferring(preferences, pricing);
  }

  List<Recomputation> recomputations() {
    return recomputations;
  }

  long pool() {
    return pool;
  }

  /** Returns the bytes that the blocks of one operator may take, if it runs alone. */
  long whole() {
    return whole;
  }

  /** Has a plan leave free what no block that stays may take. */
  void keepFreeOfBlocks(PlanInput input) {
    input.keepFree(keptFree);
  }

  /** Has a plan leave free what copies under way may not take. */
  void keepFreeOfCopies(PlanInput input) {
    input.keepFree(clear);
  }

  GapPreferences preferences() {
    return preferences;
  }
}
