package io.decant.tiering;

/**
 * Where the storage of a block is.
 *
 * @param tier the index of its tier
 * @param pinned how many of its stripes are in the first tier instead
 */
record TierPlace(int tier, long pinned) {
  static TierPlace in(int tier) {
    return new TierPlace(tier, 0);
  }
}
