package io.decant.conformance.rules;

import java.util.List;

/** What the rules of large-model support are asked about. */
public interface TieringSubject extends BackendSubject {
  /**
   * Returns the names of the planners that decide when blocks leave the device; those that come
   * with the project by default. With none, the rules are skipped.
   */
  default List<String> planners() {
    return List.of("hybrid", "lru", "ibm");
  }
}
