package io.decant.backend.opencl.clblast;

import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.Optional;
import java.util.Set;

/** Which products CLBlast is to compute; the others are left to Decant's own kernels. */
enum GemmChoice {
  /** None. */
  NONE,
  /** Those large enough that its indirect kernel is used. */
  LARGE,
  /** All that it can express. */
  ALL;

  /** What decides when given: {@code clblast} or {@code own}. */
  static final String PROPERTY = "decant.opencl.gemm";

  /** A product is large from {@code m * n * k} of the third power of this on. */
  static final long LARGE_EXTENT = 512;

  /**
   * Chooses for a device. Unless told otherwise, graphics processors that Decant has no kernels in
   * their own assembly for leave large products to CLBlast.
   *
   * @param property the value of {@link #PROPERTY}, if given
   * @param modes the arithmetics that Decant's kernels have on the device
   */
  static GemmChoice of(Optional<String> property, DeviceInfo.Kind kind, Set<ComputeMode> modes) {
    if (property.isPresent()) {
      return parse(property.get());
    }
    return kind == DeviceInfo.Kind.GPU && modes.equals(Set.of(ComputeMode.FLOAT32)) ? LARGE : NONE;
  }

  private static GemmChoice parse(String value) {
    return switch (value.trim()) {
      case "clblast" -> ALL;
      case "own" -> NONE;
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is '" + value + "'; clblast or own is needed");
    };
  }

  boolean wants(Gemm spec) {
    return this == ALL || (this == LARGE && isAtLeast(spec, LARGE_EXTENT));
  }

  /** Returns whether a product of a batch has {@code extent^3} multiply-adds or more. */
  static boolean isAtLeast(Gemm spec, long extent) {
    return (double) spec.m() * spec.n() * spec.k() >= (double) extent * extent * extent;
  }
}
