package io.decant.tiering.plan;

import java.util.List;

/**
 * A block's memory on the device, from when it comes to when its memory is free again. A stay over
 * the boundary between two runs has two spans.
 */
final class Stay {
  /** No address yet. */
  static final long NOWHERE = -1;

  private final BlockLife life;
  private final List<Span> spans;
  private final int length;
  private long address = NOWHERE;

  Stay(BlockLife life, List<Span> spans) {
    this.life = life;
    this.spans = List.copyOf(spans);
    int ops = 0;
    for (Span span : spans) {
      ops += span.last() - span.first() + 1;
    }
    this.length = ops;
  }

  BlockLife life() {
    return life;
  }

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
