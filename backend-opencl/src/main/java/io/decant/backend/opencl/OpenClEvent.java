package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;

/** A marker in a queue. */
final class OpenClEvent implements DeviceEvent, Owned {
  private final OpenClStream stream;
  private final Handle<cl_event> marker;
  private volatile boolean flushed;

  OpenClEvent(OpenClStream stream, cl_event marker) {
    this.stream = stream;
    this.marker = new Handle<>(marker, "the event", CL::clReleaseEvent);
  }

  @Override
  public OpenClDevice owner() {
    return stream.owner();
  }

  /**
   * Returns the marker, valid until {@link #release}; its queue has been flushed, so that whoever
   * waits for it does not wait for ever.
   *
   * @throws IllegalStateException when closed
   */
  cl_event acquireFlushed() {
    cl_event event = marker.acquire();
    if (!flushed) {
      stream.flushForWaiters();
      flushed = true;
    }
    return event;
  }

  void release() {
    marker.release();
  }

  @Override
  public boolean isDone() {
    cl_event event = marker.acquire();
    try {
      return status(event) <= CL.CL_COMPLETE;
    } finally {
      marker.release();
    }
  }

  @Override
  public void synchronize() {
    cl_event event = acquireFlushed();
    try {
      awaitDone(event);
      int status = status(event);
      if (status < 0) {
        throw Status.failure(status, device(), "work on a stream");
      }
    } finally {
      marker.release();
    }
  }

  /** Waits until the event is done or has failed. */
  void awaitDone(cl_event event) {
    int result = CL.clWaitForEvents(1, new cl_event[] {event});
    if (result != CL.CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST) {
      Status.check(result, device(), "clWaitForEvents");
    }
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    return doneAt() - owner().own(earlier).doneAt();
  }

  private long doneAt() {
    cl_event event = marker.acquire();
    try {
      if (status(event) > CL.CL_COMPLETE) {
        throw new IllegalStateException("the event is not done; synchronize with it first");
      }
      long[] nanos = new long[1];
      Status.check(
          CL.clGetEventProfilingInfo(
              event, CL.CL_PROFILING_COMMAND_END, Long.BYTES, Pointer.to(nanos), null),
          device(),
          "clGetEventProfilingInfo");
      return nanos[0];
    } finally {
      marker.release();
    }
  }

  @Override
  public void onCompletion(Runnable action) {
    cl_event event = acquireFlushed();
    stream.completions().run(() -> completed(event), action);
  }

  private void completed(cl_event event) {
    try {
      awaitDone(event);
    } finally {
      marker.release();
    }
  }

  private int status(cl_event event) {
    int[] status = new int[1];
    Status.check(
        CL.clGetEventInfo(
            event, CL.CL_EVENT_COMMAND_EXECUTION_STATUS, Integer.BYTES, Pointer.to(status), null),
        device(),
        "clGetEventInfo");
    return status[0];
  }

  private String device() {
    return owner().name();
  }

  @Override
  public void close() {
    marker.close();
  }
}
