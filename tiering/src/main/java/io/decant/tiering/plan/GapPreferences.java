package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.HashMap;
import java.util.Map;

/**
 * Gaps in which blocks shall rather leave, or rather stay, than their prices say. Known by block
 * and operator, so that they hold for every plan of the same turns. Immutable.
 */
final class GapPreferences {
  /** No preference. */
  static final GapPreferences NONE = new GapPreferences(Map.of());

  /** What to multiply the price of a gap with in which a block shall rather leave. */
  static final double PREFERRED = 1e-6;

  private final Map<Key, Boolean> away;

  private record Key(Block block, int after) {}

  private GapPreferences(Map<Key, Boolean> away) {
    this.away = Map.copyOf(away);
  }

  /** Returns the same, but that a block leaves in a gap in which it stays, or the reverse. */
  GapPreferences turning(Gap gap) {
    Map<Key, Boolean> more = new HashMap<>(away);
    more.put(key(gap), !gap.evicted());
    return new GapPreferences(more);
  }

  /** Returns what to multiply the price of a gap with. */
  double factor(Gap gap) {
    Boolean leaves = away.isEmpty() ? null : away.get(key(gap));
    if (leaves == null) {
      return 1;
    }
    return leaves ? PREFERRED : 1 / PREFERRED;
  }

  private static Key key(Gap gap) {
    return new Key(gap.life().block(), gap.after());
  }
}
