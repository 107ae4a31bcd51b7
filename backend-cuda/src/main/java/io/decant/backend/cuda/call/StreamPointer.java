package io.decant.backend.cuda.call;

import jcuda.driver.CUstream;

/** A native stream, as JCuda passes it on; JCuda itself does not tell the handle. */
public final class StreamPointer extends CUstream {
  /** Creates a handle of nothing, which the creation of a stream sets. */
  public StreamPointer() {}

  /** Returns the native handle. */
  public long handle() {
    return getNativePointer();
  }
}
