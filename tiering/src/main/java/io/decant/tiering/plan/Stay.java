package io.decant.tiering.plan;

import java.util.List;

/**
 * A block's memory on the device, from when it comes to when its memory is free again. A stay over
 * the boundary between two runs has two visits, the first of which began in the run before.
 */
final class Stay {
  /** No address yet. */
  static final long NOWHERE = -1;

  private final BlockLife life;
  private final List<Visit> visits;
  private final List<Span> spans;
  private final int length;
  private long address = NOWHERE;

  /** Creates a stay for which nothing is copied. */
  static Stay of(BlockLife life, List<Span> spans) {
    return new Stay(life, spans.stream().map(Visit::of).toList());
  }

  Stay(BlockLife life, List<Visit> visits) {
    this.life = life;
    this.visits = List.copyOf(visits);
    this.spans = visits.stream().map(Visit::taken).toList();
    int ops = 0;
    for (Span span : spans) {
      ops += span.last() - span.first() + 1;
    }
    this.length = ops;
  }

  /** Returns the same, with the address that it has now. */
  Stay copy() {
    Stay copy = new Stay(life, visits);
    copy.place(address);
    return copy;
  }

  BlockLife life() {
    return life;
  }

  List<Visit> visits() {
    return visits;
  }

  /** Returns the visit that begins the stay: in the run, or at last in the one before. */
  Visit beginning() {
    return visits.get(visits.size() - 1);
  }

  /** Returns the visit that ends the stay: in the run, or at first in the next one. */
  Visit ending() {
    return visits.get(0);
  }

  /** Returns the operators during which its memory is taken. */
  List<Span> spans() {
    return spans;
  }

  /** Returns the number of operators that it lasts. */
  int length() {
    return length;
  }

  long bytes() {
    return life.bytes();
  }

  /** Returns where it starts in the pool, in bytes. */
  long address() {
    return address;
  }

  void place(long at) {
    address = at;
  }

  long end() {
    return address + life.bytes();
  }

  int first() {
    return spans.get(0).first();
  }

  int last() {
    return spans.get(spans.size() - 1).last();
  }
}
