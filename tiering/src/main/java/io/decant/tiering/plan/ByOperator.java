package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What belongs to operators: lists in the order in which it was added.
 *
 * @param <T> what each has any number of
 */
final class ByOperator<T> {
  private final Map<Integer, List<T>> lists = new HashMap<>();

  void add(int op, T one) {
    lists.computeIfAbsent(op, key -> new ArrayList<>()).add(one);
  }

  /** Returns what belongs to an operator. */
  List<T> at(int op) {
    return lists.getOrDefault(op, List.of());
  }

  void clear() {
    lists.clear();
  }
}
