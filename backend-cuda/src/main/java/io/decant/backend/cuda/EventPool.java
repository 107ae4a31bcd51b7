package io.decant.backend.cuda;

import io.decant.backend.cuda.call.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/**
 * Native events that are recorded again once nobody uses them, so that the host need not create and
 * destroy one for each point. Who waits for an event waits for what it stood for then. Thread-safe.
 */
final class EventPool implements AutoCloseable {
  private final String device;
  private final Deque<CUevent> unused = new ArrayDeque<>();
  private boolean closed;

  /**
   * Creates an empty pool.
   *
   * @param device its name, for errors
   */
  EventPool(String device) {
    this.device = device;
  }

  /** Returns an event that nobody uses; the context is current. */
  synchronized CUevent take() {
    CUevent known = unused.poll();
    if (known != null) {
      return known;
    }
    CUevent event = new CUevent();
    Result.check(
        JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_BLOCKING_SYNC),
        device,
        "cuEventCreate");
    return event;
  }

  /** Takes an event back; the context is current. */
  synchronized void give(CUevent event) {
    if (closed) {
      JCudaDriver.cuEventDestroy(event);
    } else {
      unused.push(event);
    }
  }

  /** Destroys the events, also those that come back later; the context is current. */
  @Override
  public synchronized void close() {
    closed = true;
    unused.forEach(JCudaDriver::cuEventDestroy);
    unused.clear();
  }
}
