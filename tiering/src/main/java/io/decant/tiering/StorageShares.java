package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.tiering.PlannedMoves.Moved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which block gets how much of which tier. The first tier goes to those whose bytes move most
 * often. Where it has too little for all that move as often as each other, each gets the same share
 * of stripes, and the rest in a slower tier, so that all tiers are busy in every phase of a run.
 */
final class StorageShares {
  /** A block of fewer stripes is not cut. */
  private static final int LEAST_STRIPES = 4;

  private final int stripe;
  private final long[] room;
  private final List<TierPlace> places = new ArrayList<>();
  private double carry;

  private StorageShares(int stripe, long[] room) {
    this.stripe = stripe;
    this.room = room;
  }

  /**
   * Finds them.
   *
   * @param fastestFirst blocks in the order in which they get fast storage
   * @param stripe bytes of a stripe
   * @param room bytes of each tier
   * @return a place for each block
   */
  static List<TierPlace> of(List<Moved> fastestFirst, int stripe, long[] room) {
    StorageShares shares = new StorageShares(stripe, room.clone());
    Map<Long, Long> bytes = new HashMap<>();
    fastestFirst.forEach(one -> bytes.merge(rank(one), one.block().bytes(), Long::sum));
    long rank = -1;
    double part = 0;
    for (Moved one : fastestFirst) {
      if (rank(one) != rank) {
        rank = rank(one);
        part = Math.min(1, shares.room[0] / (double) Math.max(1, bytes.getOrDefault(rank, 0L)));
        shares.carry = 0;
      }
      shares.places.add(shares.place(one.block(), part));
    }
    return shares.places;
  }

  /** Returns how often the bytes of a block move, in halves. */
  private static long rank(Moved one) {
    return Math.round(2 * one.perByte());
  }

  private TierPlace place(Block block, double part) {
    long size = Tiers.size(block.bytes());
    if (part == 1 || room.length == 1) {
      return whole(size, 0);
    }
    double wish = part * size + carry;
    long stripes = StripedStorage.Layout.stripes(size, stripe);
    if (wish >= size && room[0] >= size) {
      carry = wish - size;
      return whole(size, 0);
    }
    long pinned = stripes < LEAST_STRIPES ? 0 : (long) (Math.min(wish, room[0]) / stripe);
    long bytes = new StripedStorage.Layout(size, stripe, pinned).pinnedBytes();
    carry = wish - bytes;
    room[0] -= bytes;
    return new TierPlace(whole(size - bytes, 1).tier(), pinned);
  }

  /** Takes room in the first tier that has it, from a certain one on. */
  private TierPlace whole(long size, int first) {
    int tier = first;
    while (tier < room.length - 1 && room[tier] < size) {
      tier++;
    }
    room[tier] -= size;
    return TierPlace.in(tier);
  }
}
