package io.decant.api.net;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bounded cache: what was not asked for longest goes first. */
final class RecentlyUsed<K, V> {
  private final int limit;
  private final Consumer<V> onRemoval;
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** Creates an empty cache that holds so many entries; it tells when one goes. */
  RecentlyUsed(int limit, Consumer<V> onRemoval) {
    this.limit = limit;
    this.onRemoval = onRemoval;
  }

  @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Adds an entry whose key is not there yet. */
  void add(K key, V value) {
    Iterator<V> oldest = entries.values().iterator();
    while (entries.size() >= limit) {
      V gone = oldest.next();
      oldest.remove();
      onRemoval.accept(gone);
    }
    entries.put(key, value);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void clear() {
    entries.values().forEach(onRemoval);
    entries.clear();
  }
}
