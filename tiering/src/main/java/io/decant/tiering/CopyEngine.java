package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Streams;

/**
 * Moves bytes between the device and host copies: in on one stream, out on another, each behind the
 * work that its source or target waits for and no other. Nothing here waits on the host, except
 * {@link #read} and {@link #write}.
 */
final class CopyEngine {
  private final Timeline compute;
  private final Timeline copyIn;
  private final Timeline copyOut;
  private final HostPool host;

  CopyEngine(Streams streams, HostPool host) {
    this.compute = new Timeline(streams.compute());
    this.copyIn = new Timeline(streams.copyIn());
    this.copyOut = new Timeline(streams.copyOut());
    this.host = host;
  }

  Timeline compute() {
    return compute;
  }

  Timeline copyIn() {
    return copyIn;
  }

  /** Throws what has failed by now. */
  void settle() {
    compute.settle();
    copyIn.settle();
    copyOut.settle();
  }

  /** Waits for everything that was enqueued. */
  void waitForAll() {
    compute.mark().synchronize();
    copyIn.mark().synchronize();
    copyOut.mark().synchronize();
  }

  /** Waits for everything and lets go of the streams, then throws what failed. */
  void finish() {
    try {
      compute.finish();
    } finally {
      try {
        copyIn.finish();
      } finally {
        copyOut.finish();
      }
    }
  }

  /** Copies a host copy into a place that was taken for {@link #copyIn}. */
  Fence swapIn(HostCopy source, Place target, long bytes) {
    copyIn.await(source.busy());
    copyIn.stream()
        .upload(source.memory(), 0, target.memory(), target.offset(), CopyShape.bytes(bytes));
    Fence arrival = copyIn.mark();
    source.busyUntil(arrival);
    return arrival;
  }

  /**
   * Copies a place into a new host copy, behind the work so far on the compute stream; its fence
   * also says when the place may be used again.
   */
  HostCopy swapOut(Place source, long bytes) {
    HostCopy target = host.take(bytes);
    try {
      copyOut.await(target.busy());
      copyOut.await(compute.mark());
      copyOut.stream()
          .download(source.memory(), source.offset(), target.memory(), 0, CopyShape.bytes(bytes));
      target.busyUntil(copyOut.mark());
      return target;
    } catch (RuntimeException e) {
      host.give(target);
      throw e;
    }
  }

  /** Fills a place that was taken for {@link #compute} with zeros. */
  void zero(Place target) {
    if (target.bytes() > 0) {
      compute.stream().fill(target.memory(), target.offset(), target.bytes(), 0);
    }
  }

  /** Reads a part of a place, behind the work so far on the compute stream, and waits for it. */
  void read(Place source, long offset, long bytes, HostMemory target, long targetOffset) {
    CopyShape shape = CopyShape.bytes(bytes);
    copyOut.await(compute.mark());
    copyOut.stream()
        .download(source.memory(), source.offset() + offset, target, targetOffset, shape);
    copyOut.mark().synchronize();
  }

  /** Writes a part of a place, behind all work so far, and waits for it. */
  void write(Place target, long offset, long bytes, HostMemory source, long sourceOffset) {
    CopyShape shape = CopyShape.bytes(bytes);
    copyIn.await(compute.mark());
    copyIn.stream().upload(source, sourceOffset, target.memory(), target.offset() + offset, shape);
    copyIn.mark().synchronize();
  }
}
