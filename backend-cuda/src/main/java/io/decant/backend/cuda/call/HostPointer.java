package io.decant.backend.cuda.call;

import jcuda.Pointer;

/** Host memory at an address, as JCuda passes it on. */
public final class HostPointer extends Pointer {
  /** Creates a pointer to nothing, which an allocation sets. */
  public HostPointer() {}

  /** Creates a pointer to memory that its owner keeps. */
  public HostPointer(long address) {
    super(address);
  }

  /** Returns the address of the first byte. */
  public long address() {
    return getNativePointer();
  }
}
