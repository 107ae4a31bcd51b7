package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.Recorder;
import io.decant.spi.memory.MemoryContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes between the device and host copies: in on one stream, out on another, each behind the
 * work that its source or target waits for and no other, and begun without anybody waiting for it.
 * Nothing here waits on the host, except {@link #read}, {@link #write}, {@link #zero(HostCopy,
 * long)} and what is named so.
 *
 * <p>As long as all host copies are in pinned memory, copies are enqueued on the run's own copy
 * streams. From the first host copy on that is elsewhere, all go by {@link StagedCopies}: a copy of
 * pinned memory does not wait for slower ones, except where it needs what they leave.
 */
final class CopyEngine {
  private final MemoryContext context;
  private final int slotBytes;
  private final Timeline compute;
  private final Timeline copyIn;
  private final Timeline copyOut;

  /** Those of the run's own streams. */
  private final List<Timeline> own;

  private @Nullable StagedCopies staged;
  private @Nullable Fence whole;

  /**
   * Creates an engine.
   *
   * @param slotBytes size of the buffers through which unpinned tiers are copied
   */
  CopyEngine(MemoryContext context, int slotBytes, StallMeter meter) {
    this.context = context;
    this.slotBytes = slotBytes;
    this.compute = new Timeline(context.streams().compute(), meter);
    this.copyIn = new Timeline(context.streams().copyIn());
    this.copyOut = new Timeline(context.streams().copyOut());
    this.own = List.of(compute, copyIn, copyOut);
  }

  Timeline compute() {
    return compute;
  }

  /** Returns the size of the buffers through which unpinned tiers are copied. */
  int slotBytes() {
    return slotBytes;
  }

  /** Returns the timeline of copies to the device from a host copy. */
  Timeline copyIn(HostCopy source) {
    if (source.pinned() == null) {
      return staged().in();
    }
    return staged == null ? copyIn : staged.pinnedIn();
  }

  private Timeline pinnedOut() {
    return staged == null ? copyOut : staged.pinnedOut();
  }

  private StagedCopies staged() {
    if (staged == null) {
      staged = new StagedCopies(context.device(), context.listener(), slotBytes);
    }
    return staged;
  }

  /** Returns whether copies go by way of other threads. */
  boolean isStaged() {
    return staged != null;
  }

  /**
   * Does something that only the compute stream sees: it is behind all that was enqueued on any
   * stream so far, and all that is enqueued later on any stream is behind it.
   */
  void asOne(Runnable work) {
    settle();
    awaitIfUsed(copyIn);
    awaitIfUsed(copyOut);
    forget();
    compute.changed();
    try {
      work.run();
    } finally {
      compute.changed();
      Fence end = compute.mark();
      copyIn.join(end);
      copyOut.join(end);
      whole = end;
    }
  }

  /** Has operators wait for copies; those that were before the last meeting are done by then. */
  private void awaitIfUsed(Timeline copies) {
    if (copies.isUsed()) {
      compute.await(copies.mark());
    }
  }

  /**
   * Records what is enqueued on all streams.
   *
   * @throws io.decant.spi.device.DeviceException when something cannot be recorded
   */
  Recorder.Recording record(Recorder recorder, Runnable work) {
    List<DeviceStream> streams = own.stream().map(Timeline::stream).distinct().toList();
    record(true);
    try {
      return recorder.record(
          streams,
          () -> {
            Fence begin = compute.mark();
            copyIn.await(begin);
            copyOut.await(begin);
            work.run();
            compute.await(copyIn.mark());
            compute.await(copyOut.mark());
          });
    } finally {
      record(false);
      forget();
    }
  }

  private void record(boolean on) {
    own.forEach(timeline -> timeline.record(on));
  }

  private void forget() {
    own.forEach(Timeline::forget);
  }

  /** Waits until nothing is copied from or to a host copy. */
  private void awaitIdle(HostCopy copy) {
    if (whole != null) {
      whole.synchronize();
      whole = null;
    }
    copy.awaitIdle();
  }

  /** Throws what has failed, as far as it is seen without asking the device each time. */
  void settleSome() {
    all(Timeline::settleSome);
  }

  /** Throws what has failed by now. */
  void settle() {
    all(Timeline::settle);
  }

  private void all(Consumer<Timeline> work) {
    own.forEach(work);
    if (staged != null) {
      staged.timelines().forEach(work);
    }
  }

  /** Waits for everything that was enqueued. */
  void waitForAll() {
    own.forEach(timeline -> timeline.mark().synchronize());
    if (staged != null) {
      staged.awaitAll();
    }
  }

  /** Waits for everything, ends threads and lets go of the streams, then throws what failed. */
  void finish() {
    Failures failures = new Failures();
    own.forEach(timeline -> failures.attempt(timeline::finish));
    if (staged != null) {
      failures.attempt(staged);
    }
    failures.throwFirst();
  }

  /** Is told which part of a place is written next, so that {@link #copyIn} waits for it. */
  @FunctionalInterface
  interface PartWritten {
    /** Takes the part, in bytes from the start of the place. */
    void before(long begin, long end);
  }

  /**
   * Copies from a host copy to a place.
   *
   * @param first is told of the parts of the place, one after another
   * @return the fence behind which the bytes are there
   */
  Fence upload(
      HostCopy source, long sourceOffset, Place target, CopyShape shape, PartWritten first) {
    long to = target.offset();
    HostMemory pinned = source.pinned();
    Timeline in = copyIn(source);
    if (pinned != null) {
      in.await(source.busy());
      for (CopyPart part : CopyPart.of(shape, target)) {
        first.before(part.begin(), part.end());
        in.run(
            on ->
                on.upload(
                    pinned,
                    sourceOffset + part.begin(),
                    target.memory(),
                    to + part.begin(),
                    part.shape()));
      }
      in.flush();
    } else {
      first.before(0, target.bytes());
      StagedCopies by = staged();
      Fence busy = source.busy();
      StreamWork idle = busy == null || busy.origin() == in ? on -> {} : on -> busy.await();
      in.run(
          on -> {
            idle.run(on);
            by.upload(on, source.storage(), sourceOffset, target.memory(), to, shape);
          });
    }
    Fence arrival = in.mark();
    source.busyUntil(arrival);
    return arrival;
  }

  /**
   * Copies from a place to a host copy, behind the work so far on the compute stream.
   *
   * @return when the parts of the place may be used again
   */
  List<Vacated> download(Place source, HostCopy target, long targetOffset, CopyShape shape) {
    long from = source.offset();
    HostMemory pinned = target.pinned();
    if (pinned != null) {
      Timeline out = pinnedOut();
      out.await(target.busy());
      out.await(compute.mark());
      List<Vacated> vacated = new ArrayList<>();
      for (CopyPart part : CopyPart.of(shape, source)) {
        out.run(
            on ->
                on.download(
                    source.memory(),
                    from + part.begin(),
                    pinned,
                    targetOffset + part.begin(),
                    part.shape()));
        Fence done = out.mark();
        target.busyUntil(done);
        vacated.add(new Vacated(part.end(), List.of(done)));
      }
      out.flush();
      return vacated;
    }
    StagedCopies by = staged();
    Fence busy = target.busy();
    StreamWork idle = busy == null ? on -> {} : on -> busy.await();
    Fence left = new Fence(by.out());
    Fence stored = new Fence(by.out());
    by.out().await(compute.mark());
    by.out()
        .run(
            on -> {
              idle.run(on);
              by.download(
                  on, source.memory(), from, target.storage(), targetOffset, shape, left, stored);
            },
            left,
            stored);
    target.busyUntil(stored);
    return List.of(new Vacated(source.bytes(), List.of(left)));
  }

  /** Fills a place that the compute stream may use with zeros. */
  void zero(Place target) {
    if (target.bytes() > 0) {
      compute.changed();
      compute.stream().fill(target.memory(), target.offset(), target.bytes(), 0);
    }
  }

  /** Reads a part of a place, behind the work so far on the compute stream, and waits for it. */
  void read(Place source, long offset, long bytes, HostMemory target, long targetOffset) {
    CopyShape shape = CopyShape.bytes(bytes);
    copyOut.await(compute.mark());
    copyOut.run(
        on -> on.download(source.memory(), source.offset() + offset, target, targetOffset, shape));
    copyOut.mark().synchronize();
  }

  /** Writes a part of a place, behind all work so far, and waits for it. */
  void write(Place target, long offset, long bytes, HostMemory source, long sourceOffset) {
    CopyShape shape = CopyShape.bytes(bytes);
    copyIn.await(compute.mark());
    copyIn.run(
        on -> on.upload(source, sourceOffset, target.memory(), target.offset() + offset, shape));
    copyIn.mark().synchronize();
  }

  /** Reads a part of a host copy and waits for it. */
  void read(HostCopy source, long offset, long bytes, HostMemory target, long targetOffset) {
    HostMemory pinned = source.pinned();
    if (pinned != null) {
      awaitIdle(source);
      HostBytes.copy(pinned, offset, target, targetOffset, bytes);
    } else {
      alone(source, () -> HostBytes.read(source.storage(), offset, target, targetOffset, bytes));
    }
  }

  /** Writes a part of a host copy and waits until the source may change. */
  void write(HostCopy target, long offset, long bytes, HostMemory source, long sourceOffset) {
    HostMemory pinned = target.pinned();
    if (pinned != null) {
      awaitIdle(target);
      HostBytes.copy(source, sourceOffset, pinned, offset, bytes);
    } else {
      alone(target, () -> HostBytes.write(source, sourceOffset, target.storage(), offset, bytes));
    }
  }

  /** Fills the start of a host copy with zeros. */
  void zero(HostCopy target, long bytes) {
    HostMemory pinned = target.pinned();
    if (pinned != null) {
      awaitIdle(target);
      HostBytes.zero(pinned, 0, bytes);
    } else {
      alone(target, () -> HostBytes.zero(target.storage(), bytes));
    }
  }

  /** Copies the start of a host copy to another one and waits for it. */
  void move(HostCopy from, HostCopy to, long bytes) {
    awaitIdle(from);
    HostMemory source = from.pinned();
    HostMemory target = to.pinned();
    if (source != null && target != null) {
      HostBytes.copy(source, 0, target, 0, bytes);
    } else if (source != null) {
      write(to, 0, bytes, source, 0);
    } else if (target != null) {
      read(from, 0, bytes, target, 0);
    } else {
      alone(from, () -> HostBytes.copy(from.storage(), to.storage(), bytes));
    }
  }

  private interface HostWork {
    void run() throws IOException;
  }

  /**
   * Does something with storage while no copy is under way there, and waits for it. A thread of the
   * engine does it, since interrupting a thread that works on a file closes the file.
   */
  private void alone(HostCopy copy, HostWork work) {
    awaitIdle(copy);
    Timeline out = staged().out();
    out.run(on -> work.run());
    out.mark().synchronize();
  }
}
