package io.decant.backend.cuda.call;

import io.decant.spi.support.Handle;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.JCudaDriver;

/**
 * A share in the context that all of a process has on one device, NVIDIA's libraries included. It
 * is given back once it is closed and no native object is left in it: one that outlived its context
 * could take the process down. Thread-safe.
 */
public final class PrimaryContext implements AutoCloseable {
  private final String device;
  private final CUcontext context;
  private final Handle<CUdevice> share;

  /**
   * Takes a share.
   *
   * @param name the device's, for errors
   */
  public PrimaryContext(String name, CUdevice device) {
    this.device = name;
    this.context = new CUcontext();
    Result.check(
        JCudaDriver.cuDevicePrimaryCtxRetain(context, device), name, "cuDevicePrimaryCtxRetain");
    this.share = new Handle<>(device, "the device " + name, JCudaDriver::cuDevicePrimaryCtxRelease);
  }

  /**
   * Makes the context that of this thread, which calls need; cheap where it is already. Who calls
   * this has a native object of the context, so that it is there.
   */
  public void makeCurrent() {
    Result.check(tryCurrent(), device, "cuCtxSetCurrent");
  }

  /** Makes the context that of this thread, and returns the result, for what must go on anyway. */
  public int tryCurrent() {
    return JCudaDriver.cuCtxSetCurrent(context);
  }

  /**
   * Makes calls with the context current, which is not given back meanwhile.
   *
   * @throws IllegalStateException when closed
   */
  public <T> T call(Supplier<T> calls) {
    share.acquire();
    try {
      makeCurrent();
      return calls.get();
    } finally {
      share.release();
    }
  }

  /**
   * Takes over a native object, which keeps the context until it is destroyed.
   *
   * @param name what it is, for errors
   * @param destroy run once, with the context current
   */
  public <T> Handle<T> keep(T object, String name, Consumer<T> destroy) {
    share.acquire();
    return new Handle<>(
        object,
        name,
        released -> {
          tryCurrent();
          destroy.accept(released);
          share.release();
        });
  }

  @Override
  public void close() {
    share.close();
  }
}
