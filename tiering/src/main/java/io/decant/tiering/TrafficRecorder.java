package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredOp;

/** Where single moves are recorded, besides being counted. The default pays no attention. */
interface TrafficRecorder {
  /** A block starts on its way to the device. */
  default void in(Block block) {}

  /** A block starts on its way from the device. */
  default void out(Block block) {}

  /** An operator runs once more. */
  default void recompute(LoweredOp op) {}

  /** Returns the Flight Recorder where Java has it; a runtime may have been made without. */
  static TrafficRecorder find() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent()
        ? new FlightRecorderTraffic()
        : new TrafficRecorder() {};
  }
}
