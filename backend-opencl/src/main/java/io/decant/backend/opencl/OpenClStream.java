package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** An in-order queue. */
final class OpenClStream implements DeviceStream, Owned {
  private final OpenClDevice device;
  private final cl_command_queue queue;
  private final Copies copies;
  private final Completions completions;
  private boolean closed;

  OpenClStream(OpenClDevice device, cl_command_queue queue, Completions completions) {
    this.device = device;
    this.queue = queue;
    this.copies = new Copies(queue);
    this.completions = completions;
  }

  @Override
  public OpenClDevice owner() {
    return device;
  }

  Completions completions() {
    return completions;
  }

  /** A call that enqueues something on the queue. */
  interface Call {
    /** Enqueues, and returns the status. */
    int on(cl_command_queue queue);
  }

  /**
   * Enqueues, unless the stream is closed; the queue is not released meanwhile.
   *
   * @throws IllegalStateException when closed
   */
  synchronized void enqueue(String operation, Call call) {
    if (closed) {
      throw new IllegalStateException("the stream was closed");
    }
    Status.check(call.on(queue), device.name(), operation);
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    OpenClSlab slab = device.own(target);
    MemoryChecks.upload(source, sourceOffset, slab, targetOffset, shape);
    with(
        slab, "upload", memory -> copies.upload(source, sourceOffset, memory, targetOffset, shape));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    OpenClSlab slab = device.own(source);
    MemoryChecks.download(slab, sourceOffset, target, targetOffset, shape);
    with(
        slab,
        "download",
        memory -> copies.download(memory, sourceOffset, target, targetOffset, shape));
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    OpenClSlab from = device.own(source);
    OpenClSlab to = device.own(target);
    MemoryChecks.copy(from, sourceOffset, to, targetOffset, shape);
    with(
        from,
        "copy",
        memory -> {
          cl_mem other = to.acquire();
          try {
            return copies.copy(memory, sourceOffset, other, targetOffset, shape, from == to);
          } finally {
            to.release();
          }
        });
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    OpenClSlab slab = device.own(target);
    MemoryChecks.fill(slab, offset, bytes);
    with(
        slab,
        "fill",
        memory ->
            bytes == 0
                ? CL.CL_SUCCESS
                : CL.clEnqueueFillBuffer(
                    queue,
                    memory,
                    Pointer.to(new int[] {pattern}),
                    Integer.BYTES,
                    offset,
                    bytes,
                    0,
                    null,
                    null));
  }

  @Override
  public DeviceEvent record() {
    cl_event marker = new cl_event();
    enqueue("record", commands -> CL.clEnqueueMarkerWithWaitList(commands, 0, null, marker));
    return new OpenClEvent(this, marker);
  }

  @Override
  public void await(DeviceEvent event) {
    OpenClEvent awaited = device.own(event);
    cl_event[] events = {awaited.acquireFlushed()};
    try {
      enqueue("await", commands -> CL.clEnqueueBarrierWithWaitList(commands, 1, events, null));
    } finally {
      awaited.release();
    }
  }

  @Override
  public void flush() {
    enqueue("flush", CL::clFlush);
  }

  /** Flushes for someone who waits for an event; what a closed stream enqueued is done. */
  synchronized void flushForWaiters() {
    if (!closed) {
      flush();
    }
  }

  /** Waits for what is enqueued, whatever becomes of it; does nothing when closed. */
  synchronized void finish() {
    if (!closed) {
      CL.clFinish(queue);
    }
  }

  @Override
  public void close() {
    int status;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      status = CL.clFinish(queue);
      CL.clReleaseCommandQueue(queue);
    }
    device.forget(this);
    Status.check(status, device.name(), "clFinish");
  }

  /** What to do with a slab's memory object while it is held. */
  private interface MemoryCall {
    int on(cl_mem memory);
  }

  private void with(OpenClSlab slab, String operation, MemoryCall call) {
    cl_mem memory = slab.acquire();
    try {
      enqueue(operation, commands -> call.on(memory));
    } finally {
      slab.release();
    }
  }
}
