package io.decant.backend.cpu.kernel;

/**
 * What kernels use the arrays of {@link io.decant.backend.cpu.work.Scratch} for; those from {@link
 * io.decant.backend.cpu.blas.Blas#FIRST_SLOT} on belong to matrix products.
 */
final class Slots {
  static final int X = 0;
  static final int Y = 1;
  static final int Z = 2;
  static final int PLANE = 3;
  static final int STAGE = 4;
  static final int EXTRA = 5;

  private Slots() {}
}
