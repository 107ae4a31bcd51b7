package io.decant.api.net;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs can be read after an iteration.
 *
 * @param names their names; null for all
 */
record Retention(@Nullable Set<String> names) {
  static final Retention ALL = new Retention(null);

  /** Returns this retention with further names. */
  Retention with(Set<String> more) {
    if (names == null) {
      return this;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return new Retention(all);
  }

  boolean keeps(String name) {
    return names == null || names.contains(name);
  }
}
