package io.decant.spi.memory;

import io.decant.spi.device.DeviceInfo;

/** How long operators take on a device: measured, or estimated. */
@FunctionalInterface
public interface OpTimes {
  /** Returns the seconds of an operator, above 0. */
  double seconds(LoweredOp op);

  /** A guess from the operators' costs alone, for what has not been measured yet. */
  OpTimes GUESS = estimated(5e10, 1e10, 1e-6);

  /** A guess for graphics processors. */
  OpTimes GUESS_ON_GPU = estimated(2e13, 1e12, 5e-6);

  /** Returns the guess for a kind of device. */
  static OpTimes guess(DeviceInfo.Kind kind) {
    return kind == DeviceInfo.Kind.GPU ? GUESS_ON_GPU : GUESS;
  }

  /**
   * Returns times that follow from the operators' costs alone.
   *
   * @param multiplyAdds per second
   * @param bytes per second from and to device memory
   * @param launch seconds that every operator takes at least
   */
  static OpTimes estimated(double multiplyAdds, double bytes, double launch) {
    return op ->
        launch
            + Math.max(
                op.op().spec().cost().multiplyAdds() / multiplyAdds,
                op.op().spec().cost().bytes() / bytes);
  }
}
