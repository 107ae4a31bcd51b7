package io.decant.conformance.rules;

import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Device;

/**
 * Opens the device under test; without it, the test fails, or is skipped where the claim says so.
 */
final class Opening {
  private Opening() {}

  static DeviceSession session(BackendSubject subject) {
    return new DeviceSession(device(subject, KitContext.unlimited()));
  }

  static DeviceSession session(BackendSubject subject, long memoryLimit) {
    return new DeviceSession(device(subject, KitContext.limited(memoryLimit)));
  }

  static Device device(BackendSubject subject, KitContext context) {
    checkAvailable(subject);
    return subject.provider().open(subject.deviceIndex(), context);
  }

  static void checkAvailable(BackendSubject subject) {
    Presence.check(subject);
  }
}
