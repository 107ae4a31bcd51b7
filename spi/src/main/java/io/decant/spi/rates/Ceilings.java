package io.decant.spi.rates;

import io.decant.spi.device.Device;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Cost;
import java.util.function.LongToDoubleFunction;

/**
 * What operators can reach on a device at most: the two bounds of the roofline model.
 *
 * @param flops operations of matrix products a second, a multiply-add counting as two
 * @param bytesPerSecond bytes of the device's memory read and written a second
 */
public record Ceilings(double flops, double bytesPerSecond) {
  private static final long FIRST_PRODUCT = 1 << 10;
  private static final long LARGEST_PRODUCT = 1 << 13;
  private static final long SMALLEST_PRODUCT = 1 << 5;

  /** A product that takes longer than this is the last one. */
  private static final double LONG_SECONDS = 0.02;

  /** More than caches hold. */
  private static final long LARGEST_COPY = 256L << 20;

  private static final long SMALLEST_COPY = 1L << 12;

  /** At most this part of the memory is copied. */
  private static final long SHARE = 8;

  /**
   * Measures a device in about a second: products of square matrices, from 1,024 rows on until one
   * takes 20 ms, the fastest of them; copies of up to 256 MiB. Where memory is short, smaller ones.
   *
   * @param mode arithmetic of the products
   * @throws OutOfDeviceMemoryException when not even a product of 32 rows or a copy of 4 KiB fits
   */
  public static Ceilings measure(Device device, ComputeMode mode) {
    double flops =
        largestThatFits(FIRST_PRODUCT, SMALLEST_PRODUCT, n -> fastestProduct(device, n, mode));
    long share = device.facts().memoryBytes() / SHARE;
    long most = Math.min(LARGEST_COPY, Math.min(share, device.facts().allocationLimit()));
    double bytes =
        largestThatFits(
            Math.max(SMALLEST_COPY, most), SMALLEST_COPY, n -> CopyRate.bytesPerSecond(device, n));
    return new Ceilings(flops, bytes);
  }

  /** Returns the share of the arithmetic that some work reaches when it takes some seconds. */
  public double arithmeticShare(Cost work, double seconds) {
    return work.flops() / seconds / flops;
  }

  /** Returns the share of the memory's rate that some work reaches when it takes some seconds. */
  public double memoryShare(Cost work, double seconds) {
    return work.bytes() / seconds / bytesPerSecond;
  }

  private static double largestThatFits(long first, long smallest, LongToDoubleFunction rate) {
    for (long size = first; ; size /= 2) {
      try {
        return rate.applyAsDouble(size);
      } catch (OutOfDeviceMemoryException e) {
        if (size / 2 < smallest) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns the rate of the fastest product of those that fit and are short, the first at least.
   */
  private static double fastestProduct(Device device, long first, ComputeMode mode) {
    double best = ProductRate.flops(device, first, mode);
    double last = best;
    for (long n = first; seconds(n, last) < LONG_SECONDS && n < LARGEST_PRODUCT; ) {
      n *= 2;
      try {
        last = ProductRate.flops(device, n, mode);
      } catch (OutOfDeviceMemoryException e) {
        return best;
      }
      best = Math.max(best, last);
    }
    return best;
  }

  private static double seconds(long n, double flops) {
    return 2.0 * n * n * n / flops;
  }
}
