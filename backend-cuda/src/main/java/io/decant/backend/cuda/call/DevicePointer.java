package io.decant.backend.cuda.call;

import jcuda.driver.CUdeviceptr;

/** Device memory, as JCuda passes it on; JCuda itself does not tell the address. */
public final class DevicePointer extends CUdeviceptr {
  /** Creates a pointer to nothing, which an allocation sets. */
  public DevicePointer() {}

  /** Creates a pointer to memory that its owner keeps. */
  public DevicePointer(long address) {
    super(new CUdeviceptr(), address);
  }

  /** Returns the address that an allocation set. */
  public long address() {
    return getNativePointer();
  }
}
