package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.spi.op.Window;
import java.util.List;
import java.util.Set;

/** A sliding window as {@code window.h} reads it. */
final class WindowGeometry {
  /** The fewest axes that a kernel has; a window of fewer gets axes of extent 1 before its own. */
  private static final int RANK = 3;

  private WindowGeometry() {}

  /** Returns the number of axes that the kernel has. */
  static int rank(Window window) {
    return Math.max(RANK, window.rank());
  }

  /** Returns the product of all extents but the last. */
  static long rows(List<Long> extents) {
    return extents.stream().limit(extents.size() - 1L).reduce(1L, Math::multiplyExact);
  }

  /** Returns the last extent. */
  static long width(List<Long> extents) {
    return extents.get(extents.size() - 1);
  }

  /**
   * Returns the geometry of a window.
   *
   * @param divisors which lists the kernel divides by
   */
  static Geometry of(Window window, Set<String> divisors) {
    Geometry geometry =
        Geometry.EMPTY
            .with("PLANE", window.inputCount())
            .with("WINDOW_ROWS", rows(window.kernel()))
            .with("OUTPUT_ROWS", rows(window.output()));
    geometry = with(geometry, "IN", window, window.input(), 1, divisors);
    geometry = with(geometry, "OUT", window, window.output(), 1, divisors);
    geometry = with(geometry, "WINDOW", window, window.kernel(), 1, divisors);
    geometry = with(geometry, "STEP", window, window.stride(), 1, divisors);
    geometry = with(geometry, "PAD", window, window.padBegin(), 0, divisors);
    return with(geometry, "DILATION", window, window.dilation(), 1, divisors);
  }

  /** Returns the geometry of a window with one more number for each axis. */
  static Geometry with(Window window, String name, List<Long> numbers, Set<String> divisors) {
    return with(of(window, divisors), name, window, numbers, 1, divisors);
  }

  private static Geometry with(
      Geometry geometry,
      String name,
      Window window,
      List<Long> numbers,
      long filler,
      Set<String> divisors) {
    List<Long> padded = AxisLists.padded(numbers, rank(window), filler);
    return divisors.contains(name)
        ? geometry.withDivisors(name, padded)
        : geometry.withAll(name, padded);
  }
}
