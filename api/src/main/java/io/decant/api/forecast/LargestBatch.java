package io.decant.api.forecast;

import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/**
 * Searches for the largest batch size whose need fits. Needs grow with the batch nearly along a
 * line, so a line through what is known tells where to look next; a bracket that is halved makes
 * sure that the search ends.
 */
final class LargestBatch {
  private static final long MOST = 1 << 16;

  private final LongUnaryOperator needs;
  private final long room;
  private long fits;
  private long fitsNeeds;
  private long tooMuch = MOST + 1;
  private long tooMuchNeeds = Long.MAX_VALUE;

  /**
   * Prepares a search.
   *
   * @param needs bytes by batch size, not falling
   * @param room bytes
   */
  LargestBatch(LongUnaryOperator needs, long room) {
    this.needs = needs;
    this.room = room;
  }

  /** Returns the largest size, at most 65536; empty when not even 1 fits. */
  OptionalLong find(long first) {
    look(1);
    if (fits == 0) {
      return OptionalLong.empty();
    }
    look(first);
    for (int step = 0; tooMuch - fits > 1; step++) {
      look(step % 3 == 2 ? fits + (tooMuch - fits) / 2 : guess());
    }
    return OptionalLong.of(fits);
  }

  /** Returns the size at which a line from what fits to what does not would meet the room. */
  private long guess() {
    if (tooMuchNeeds == Long.MAX_VALUE) {
      double perItem = (double) fitsNeeds / fits;
      return inside((long) (room / perItem));
    }
    double share = (double) (room - fitsNeeds) / Math.max(1, tooMuchNeeds - fitsNeeds);
    return inside(fits + (long) (share * (tooMuch - fits)));
  }

  private long inside(long size) {
    return Math.max(fits + 1, Math.min(tooMuch - 1, size));
  }

  private void look(long size) {
    if (size <= fits || size >= tooMuch) {
      return;
    }
    long bytes = needs.applyAsLong(size);
    if (bytes <= room) {
      fits = size;
      fitsNeeds = bytes;
    } else {
      tooMuch = size;
      tooMuchNeeds = bytes;
    }
  }
}
