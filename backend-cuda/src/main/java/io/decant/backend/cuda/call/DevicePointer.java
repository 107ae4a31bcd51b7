package io.decant.backend.cuda.call;

import jcuda.driver.CUdeviceptr;

/** Device memory, as JCuda passes it on; JCuda itself does not tell the address. */
public final class DevicePointer extends CUdeviceptr {
  /** Creates a pointer to nothing, which an allocation sets. */
  public DevicePointer() {}

  /** Returns the address of the first byte. */
  public long address() {
    return getNativePointer();
  }
}
