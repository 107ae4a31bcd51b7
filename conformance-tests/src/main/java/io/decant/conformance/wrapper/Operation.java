package io.decant.conformance.wrapper;

import java.util.List;

/**
 * Something that was enqueued.
 *
 * @param name what it is, with its geometry
 * @param accesses the bytes that it touches
 */
public record Operation(String name, List<Access> accesses) {
  /** Copies the list. */
  public Operation {
    accesses = List.copyOf(accesses);
  }
}
