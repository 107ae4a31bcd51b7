package io.decant.api.engine;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.op.ComputeMode;
import java.util.Locale;

/**
 * Which arithmetic matrix products and convolutions get: the one asked for, if the device has it.
 */
final class Precision {
  private Precision() {}

  /** Returns what a device computes products in. */
  static ComputeMode inForce(ComputeMode asked, Device device) {
    return device.computeModes().contains(asked) ? asked : ComputeMode.FLOAT32;
  }

  /** Says it; a device that does otherwise than asked is worth a warning. */
  static void log(ComputeMode asked, Device device, BackendListener listener) {
    ComputeMode used = inForce(asked, device);
    if (used != asked) {
      listener.warning(
          "precision "
              + name(asked)
              + " was asked for, but device '"
              + device.info().name()
              + "' does not have it: matrix products and convolutions are computed in "
              + name(used));
      return;
    }
    listener.info(
        switch (used) {
          case FLOAT32 -> "precision float32: matrix products and convolutions in float32";
          case TF32 ->
              "precision tf32: the factors of matrix products and convolutions are rounded to 10"
                  + " bits of mantissa, sums are float32";
        });
  }

  private static String name(ComputeMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
