package io.decant.api.net;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs can be read after an iteration.
 *
 * @param names their names; null for all
 * @param overwritten whether what was overwritten in place is kept, too
 */
record Retention(@Nullable Set<String> names, boolean overwritten) {
  static final Retention ALL = new Retention(null, false);

  /** Everything that a layer computed, also where a later one overwrites it in place. */
  static final Retention EACH_LAYER = new Retention(null, true);

  /** Keeps blobs as the last layer that writes them leaves them. */
  static Retention of(Set<String> names) {
    return new Retention(names, false);
  }

  /** Returns this retention with further names. */
  Retention with(Set<String> more) {
    if (names == null) {
      return this;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return new Retention(all, overwritten);
  }

  boolean keeps(String name) {
    return names == null || names.contains(name);
  }
}
