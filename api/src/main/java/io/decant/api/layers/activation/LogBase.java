package io.decant.api.layers.activation;

import io.decant.api.layer.LayerConfig;

/** Reads the base of Exp and Log. */
final class LogBase {
  private LogBase() {}

  /** Returns the natural logarithm of a base; -1 stands for e. */
  static double logarithm(LayerConfig config, String message, float base) {
    if (base == -1) {
      return 1;
    }
    if (!(base > 0 && base < Float.POSITIVE_INFINITY)) {
      throw config.error(
          message, "base", "base is " + base + ", it must be greater than 0, or -1 for e");
    }
    return Math.log(base);
  }
}
