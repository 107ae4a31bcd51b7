package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A stream and the points on it that others may wait for. A failure on the stream stays: every
 * later {@link #settle} and {@link #mark} throws it.
 */
final class Timeline {
  private final DeviceStream stream;
  private final Deque<Fence> pending = new ArrayDeque<>();

  Timeline(DeviceStream stream) {
    this.stream = stream;
  }

  DeviceStream stream() {
    return stream;
  }

  /** Returns a fence behind everything enqueued so far. */
  Fence mark() {
    settle();
    Fence fence = new Fence(this, stream.record());
    pending.add(fence);
    return fence;
  }

  /** Makes later work on this stream wait for a fence, unless order or time has done that. */
  void await(@Nullable Fence fence) {
    if (fence != null && fence.origin() != this && !fence.isReached()) {
      fence.origin().flush();
      stream.await(fence.event());
    }
  }

  void flush() {
    stream.flush();
  }

  /**
   * Takes note of what has been reached by now.
   *
   * @throws io.decant.spi.device.DeviceException when work on the stream failed
   */
  void settle() {
    for (Fence first = pending.peek(); first != null; first = pending.peek()) {
      DeviceEvent event = first.event();
      if (!event.isDone()) {
        return;
      }
      event.synchronize();
      first.reach();
      pending.remove();
    }
  }

  /** Waits for the stream and forgets its fences, also when work on it failed. */
  void finish() {
    try {
      stream.synchronize();
    } finally {
      pending.forEach(Fence::reach);
      pending.clear();
    }
  }
}
