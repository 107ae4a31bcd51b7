package io.decant.tiering;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream and the points on it that others may wait for. Work goes to the stream at once, or by a
 * {@link CopyThread} so that nobody waits for it. A failure on the stream or the thread stays:
 * every later {@link #settle} throws it, and so does {@link #mark}, that of the stream some marks
 * later. Used by one thread at a time.
 */
final class Timeline {
  /** So many points come between one question to the device that it denies and the next. */
  private static final int PATIENCE = 32;

  private final DeviceStream stream;
  private final @Nullable CopyThread thread;
  private final @Nullable StallMeter meter;
  private final Deque<Fence> pending = new ArrayDeque<>();

  /** How many points are pending when it is worth asking for the first again. */
  private int worthAsking;

  /** The last mark, as long as nothing has come behind it. */
  private @Nullable Fence latest;

  /** The last mark of each timeline that this one waits for. */
  private final IdentityHashMap<Timeline, Long> awaited = new IdentityHashMap<>();

  /** The numbers of the last mark and of the last that was flushed. */
  private long marks;

  private long flushed;
  private boolean recording;
  private boolean used;

  /** Creates one whose user feeds the stream. */
  Timeline(DeviceStream stream) {
    this(stream, null, null);
  }

  /** Creates one whose user feeds the stream, and whose waits are measured. */
  Timeline(DeviceStream stream, StallMeter meter) {
    this(stream, null, meter);
  }

  /** Creates one whose stream is fed by a thread, and used by nobody else. */
  Timeline(DeviceStream stream, CopyThread thread) {
    this(stream, thread, null);
  }

  private Timeline(DeviceStream stream, @Nullable CopyThread thread, @Nullable StallMeter meter) {
    this.stream = stream;
    this.thread = thread;
    this.meter = meter;
  }

  /**
   * Does work, now or on the thread.
   *
   * @param fences points in it, in their order, which it records
   */
  void run(StreamWork work, Fence... fences) {
    used = true;
    latest = null;
    List<Fence> points = List.of(fences);
    pending.addAll(points);
    if (thread != null) {
      thread.submit(work, points);
      return;
    }
    try {
      work.run(stream);
    } catch (IOException | RuntimeException e) {
      pending.removeAll(points);
      throw e instanceof RuntimeException failure
          ? failure
          : new DeviceException("a copy could not be enqueued", e);
    }
  }

  DeviceStream stream() {
    return stream;
  }

  /** Returns whether there was work since {@link #join}. */
  boolean isUsed() {
    return used;
  }

  /** Makes later work on this stream wait for all that another one has had so far. */
  void join(Fence end) {
    await(end);
    used = false;
  }

  /** Returns a fence behind everything so far. */
  Fence mark() {
    endWait();
    settleSome();
    Fence known = latest;
    if (known != null) {
      return known;
    }
    Fence fence = thread == null ? new Fence(this, ++marks) : new Fence(this);
    run(on -> fence.record(on.record()), fence);
    latest = fence;
    return fence;
  }

  /** Notes that others have enqueued work on the stream, or are about to. */
  void changed() {
    endWait();
    latest = null;
  }

  /** Makes later work on this stream wait for a fence, unless order or time has done that. */
  void await(@Nullable Fence fence) {
    await(fence, false);
  }

  /**
   * Makes later work on this stream wait for a fence, unless order, time or an earlier wait has
   * done that.
   *
   * @param ahead whether it is that of a copy that was started ahead of its use
   */
  void await(@Nullable Fence fence, boolean ahead) {
    if (fence == null
        || fence.origin() == this
        || fence.number() <= awaited.getOrDefault(fence.origin(), 0L)
        || fence.isReached()) {
      return;
    }
    fence.origin().flushTo(fence);
    if (meter != null && !recording) {
      meter.waits(stream, ahead);
    }
    run(fence::awaitOn);
    if (fence.isOrdered()) {
      awaited.put(fence.origin(), fence.number());
    }
  }

  private void endWait() {
    if (meter != null) {
      meter.ends(stream);
    }
  }

  /** Says whether work is recorded: its points are in no time, so nobody asks for them. */
  void record(boolean on) {
    recording = on;
  }

  /** Forgets the points so far: whatever comes is ordered behind them. */
  void forget() {
    pending.forEach(Fence::giveUp);
    pending.clear();
    worthAsking = 0;
    latest = null;
  }

  /** Makes sure that work starts without a further call; a thread does that by itself. */
  void flush() {
    if (thread == null) {
      stream.flush();
      flushed = marks;
    }
  }

  private void flushTo(Fence fence) {
    if (fence.number() > flushed) {
      flush();
    }
  }

  /**
   * Takes note of what has been reached by now, unless the device was asked a moment ago and there
   * is little to forget.
   *
   * @throws DeviceException when work on the thread failed, or work on the stream is seen to have
   */
  void settleSome() {
    if (pending.size() >= worthAsking) {
      settle();
    } else if (thread != null) {
      thread.check();
    }
  }

  /**
   * Takes note of what has been reached by now.
   *
   * @throws DeviceException when work on the stream failed
   */
  void settle() {
    if (recording) {
      return;
    }
    if (thread != null) {
      thread.check();
    }
    worthAsking = 0;
    boolean all = thread == null && !pending.isEmpty() && pending.getLast().isDone();
    for (Fence first = pending.peek(); first != null; first = pending.peek()) {
      if (!all && !first.isDone()) {
        worthAsking = pending.size() + PATIENCE;
        break;
      }
      first.reach();
      pending.remove();
    }
    if (meter != null) {
      meter.collect();
    }
  }

  /** Waits for everything and forgets its fences, also when work on it failed. */
  void finish() {
    try {
      if (thread != null) {
        thread.finish();
      }
      stream.synchronize();
      if (thread != null) {
        thread.check();
      }
    } finally {
      forget();
      if (meter != null) {
        meter.close();
      }
    }
  }
}
