package io.decant.backend.cuda.call;

import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.JCudaDriver;

/**
 * A share in the context that all of a process has on one device, NVIDIA's libraries included. It
 * goes when the last share goes. Thread-safe.
 */
public final class PrimaryContext implements AutoCloseable {
  private final String name;
  private final CUdevice device;
  private final CUcontext context;
  private boolean closed;

  private PrimaryContext(String name, CUdevice device, CUcontext context) {
    this.name = name;
    this.device = device;
    this.context = context;
  }

  /**
   * Takes a share.
   *
   * @param name the device's, for errors
   */
  public static PrimaryContext of(String name, CUdevice device) {
    CUcontext context = new CUcontext();
    Result.check(
        JCudaDriver.cuDevicePrimaryCtxRetain(context, device), name, "cuDevicePrimaryCtxRetain");
    return new PrimaryContext(name, device, context);
  }

  /** Takes another share, for something that outlives this one. */
  public PrimaryContext share() {
    return of(name, device);
  }

  /** Makes the context that of this thread, which every call needs; cheap where it is already. */
  public void makeCurrent() {
    Result.check(JCudaDriver.cuCtxSetCurrent(context), name, "cuCtxSetCurrent");
  }

  /** Gives the share back. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      JCudaDriver.cuDevicePrimaryCtxRelease(device);
    }
  }
}
