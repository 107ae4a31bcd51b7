package io.decant.backend.cuda.library;

import org.bytedeco.javacpp.Pointer;

/** An address that others own, in the form in which JavaCPP takes it. */
final class NativePointer extends Pointer {
  NativePointer(long address) {
    this.address = address;
  }
}
