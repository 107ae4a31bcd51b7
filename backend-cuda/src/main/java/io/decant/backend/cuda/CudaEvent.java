package io.decant.backend.cuda;

import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;
import jcuda.driver.CUevent;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** A point in a stream. Who waits for it asks a while, and then sleeps. */
final class CudaEvent implements DeviceEvent, Owned {
  /** About what it takes to be woken up. */
  private static final long ASKING_NANOS = 50_000;

  private static final double NANOS = 1e6;

  private final CudaStream stream;
  private final Handle<CUevent> event;

  /** Takes a native event of the device's pool over, which gets it back. */
  CudaEvent(CudaStream stream, CUevent event) {
    this.stream = stream;
    this.event = owner().context().keep(event, "the event", owner().events()::give);
  }

  @Override
  public CudaDevice owner() {
    return stream.owner();
  }

  /** Makes later work of a stream wait for the event. */
  void awaitedBy(CudaStream waiting) {
    CUevent held = event.acquire();
    try {
      waiting.enqueue("await", on -> JCudaDriver.cuStreamWaitEvent(on, held, 0));
    } finally {
      event.release();
    }
  }

  @Override
  public boolean isDone() {
    return using(JCudaDriver::cuEventQuery) != CUresult.CUDA_ERROR_NOT_READY;
  }

  @Override
  public void synchronize() {
    check(using(CudaEvent::await), "work on a stream");
  }

  private static int await(CUevent held) {
    long begin = System.nanoTime();
    do {
      int result = JCudaDriver.cuEventQuery(held);
      if (result != CUresult.CUDA_ERROR_NOT_READY) {
        return result;
      }
      Thread.onSpinWait();
    } while (System.nanoTime() - begin < ASKING_NANOS);
    return JCudaDriver.cuEventSynchronize(held);
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    CudaEvent other = owner().own(earlier);
    float[] milliseconds = new float[1];
    int result =
        using(
            end -> other.using(begin -> JCudaDriver.cuEventElapsedTime(milliseconds, begin, end)));
    if (result == CUresult.CUDA_ERROR_NOT_READY) {
      throw new IllegalStateException("the event is not done; synchronize with it first");
    }
    check(result, "cuEventElapsedTime");
    return Math.round(milliseconds[0] * NANOS);
  }

  @Override
  public void onCompletion(Runnable action) {
    CUevent held = event.acquire();
    stream.completions().run(() -> completed(held), action);
  }

  private void completed(CUevent held) {
    try {
      owner().context().makeCurrent();
      JCudaDriver.cuEventSynchronize(held);
    } finally {
      event.release();
    }
  }

  /** A call that uses the native event. */
  private interface Call {
    int on(CUevent event);
  }

  private int using(Call call) {
    CUevent held = event.acquire();
    try {
      owner().context().makeCurrent();
      return call.on(held);
    } finally {
      event.release();
    }
  }

  private void check(int result, String operation) {
    Result.check(result, owner().name(), operation);
  }

  @Override
  public void close() {
    event.close();
  }
}
