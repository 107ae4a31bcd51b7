package io.decant.backend.cpu;

import io.decant.spi.device.Device;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one open device. */
abstract class OnDevice {
  static Device device;

  @BeforeAll
  static void open() {
    device = new TestContext().open();
  }

  @AfterAll
  static void close() {
    device.close();
  }
}
