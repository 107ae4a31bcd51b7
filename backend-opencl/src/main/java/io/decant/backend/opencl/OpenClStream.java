package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** An in-order queue. */
final class OpenClStream implements DeviceStream {
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

  boolean isOf(OpenClDevice owner) {
    return device == owner;
  }

  OpenClDevice device() {
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
    check("source", sourceOffset, shape.sourceExtent(), source.bytes());
    check("target", targetOffset, shape.targetExtent(), slab.bytes());
    source.address();
    with(
        slab, "upload", memory -> copies.upload(source, sourceOffset, memory, targetOffset, shape));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    OpenClSlab slab = device.own(source);
    check("source", sourceOffset, shape.sourceExtent(), slab.bytes());
    check("target", targetOffset, shape.targetExtent(), target.bytes());
    target.address();
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
    check("source", sourceOffset, shape.sourceExtent(), from.bytes());
    check("target", targetOffset, shape.targetExtent(), to.bytes());
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
    if (offset % Integer.BYTES != 0 || bytes % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "cannot fill " + bytes + " bytes at " + offset + ": both must be multiples of 4");
    }
    check("target", offset, bytes, slab.bytes());
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
    if (!(event instanceof OpenClEvent awaited) || !awaited.isOf(device)) {
      throw new IllegalArgumentException("the event is of another device");
    }
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
  public void synchronize() {
    try (DeviceEvent event = record()) {
      event.synchronize();
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
    device.closed(this);
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

  private static void check(String what, long offset, long extent, long bytes) {
    if (offset < 0 || extent < 0 || extent > bytes - offset) {
      throw new IndexOutOfBoundsException(
          what + ": " + extent + " bytes at " + offset + " do not lie within " + bytes + " bytes");
    }
  }
}
