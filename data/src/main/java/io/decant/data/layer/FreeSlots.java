package io.decant.data.layer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The slots that nobody uses. Thread-safe. */
final class FreeSlots {
  private final ArrayDeque<BatchSlot> slots = new ArrayDeque<>();
  private boolean stopped;

  synchronized void add(BatchSlot slot) {
    slots.add(slot);
    notifyAll();
  }

  /** Waits for a slot; null once stopped. */
  synchronized @Nullable BatchSlot take() throws InterruptedException {
    while (slots.isEmpty() && !stopped) {
      wait();
    }
    return stopped ? null : slots.remove();
  }

  /** Says whether {@link #take} gives slots, or lets who waits in it go. */
  synchronized void stopped(boolean now) {
    stopped = now;
    notifyAll();
  }

  /** Releases the memory of the slots that are here. */
  synchronized void close() {
    slots.forEach(BatchSlot::close);
    slots.clear();
  }
}
