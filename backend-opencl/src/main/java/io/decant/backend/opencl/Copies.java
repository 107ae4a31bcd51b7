package io.decant.backend.opencl;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.HostMemory;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/** Enqueues copies of rows, and returns the native status. */
final class Copies {
  private final cl_command_queue queue;

  Copies(cl_command_queue queue) {
    this.queue = queue;
  }

  int upload(
      HostMemory source, long sourceOffset, cl_mem target, long targetOffset, CopyShape shape) {
    if (shape.total() == 0) {
      return CL.CL_SUCCESS;
    }
    Pointer from = pointer(source, sourceOffset, shape.sourceExtent());
    if (isRun(shape)) {
      return CL.clEnqueueWriteBuffer(
          queue, target, false, targetOffset, shape.total(), from, 0, null, null);
    }
    return CL.clEnqueueWriteBufferRect(
        queue,
        target,
        false,
        origin(targetOffset),
        origin(0),
        region(shape),
        shape.targetPitch(),
        0,
        shape.sourcePitch(),
        0,
        from,
        0,
        null,
        null);
  }

  int download(
      cl_mem source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    if (shape.total() == 0) {
      return CL.CL_SUCCESS;
    }
    Pointer to = pointer(target, targetOffset, shape.targetExtent());
    if (isRun(shape)) {
      return CL.clEnqueueReadBuffer(
          queue, source, false, sourceOffset, shape.total(), to, 0, null, null);
    }
    return CL.clEnqueueReadBufferRect(
        queue,
        source,
        false,
        origin(sourceOffset),
        origin(0),
        region(shape),
        shape.sourcePitch(),
        0,
        shape.targetPitch(),
        0,
        to,
        0,
        null,
        null);
  }

  /** Copies within the device; OpenCL wants equal pitches where both memories are the same. */
  int copy(
      cl_mem source,
      long sourceOffset,
      cl_mem target,
      long targetOffset,
      CopyShape shape,
      boolean same) {
    if (shape.total() == 0) {
      return CL.CL_SUCCESS;
    }
    if (isRun(shape)) {
      return run(source, sourceOffset, target, targetOffset, shape.total());
    }
    if (same) {
      return rows(source, sourceOffset, target, targetOffset, shape);
    }
    return CL.clEnqueueCopyBufferRect(
        queue,
        source,
        target,
        origin(sourceOffset),
        origin(targetOffset),
        region(shape),
        shape.sourcePitch(),
        0,
        shape.targetPitch(),
        0,
        0,
        null,
        null);
  }

  private int rows(
      cl_mem source, long sourceOffset, cl_mem target, long targetOffset, CopyShape shape) {
    int status = CL.CL_SUCCESS;
    for (long row = 0; row < shape.rows() && status == CL.CL_SUCCESS; row++) {
      status =
          run(
              source,
              sourceOffset + row * shape.sourcePitch(),
              target,
              targetOffset + row * shape.targetPitch(),
              shape.rowBytes());
    }
    return status;
  }

  private int run(cl_mem source, long sourceOffset, cl_mem target, long targetOffset, long bytes) {
    return CL.clEnqueueCopyBuffer(
        queue, source, target, sourceOffset, targetOffset, bytes, 0, null, null);
  }

  private static boolean isRun(CopyShape shape) {
    return shape.rows() == 1
        || (shape.sourcePitch() == shape.rowBytes() && shape.targetPitch() == shape.rowBytes());
  }

  /** The address is what counts: a buffer cannot tell of more than 2 GiB, a copy may have more. */
  private static Pointer pointer(HostMemory memory, long offset, long bytes) {
    return Pointer.to(memory.slice(offset, (int) Math.min(bytes, Integer.MAX_VALUE)));
  }

  private static long[] origin(long offset) {
    return new long[] {offset, 0, 0};
  }

  private static long[] region(CopyShape shape) {
    return new long[] {shape.rowBytes(), shape.rows(), 1};
  }
}
