package io.decant.conformance.reference;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import java.util.List;

/**
 * A backend with one device, which computes in double precision. Its downloads deliver numbers, or
 * the bounds on their errors, as {@link #show} says. Used by one thread at a time.
 */
public final class ReferenceProvider implements BackendProvider {
  private static final long MEMORY = 1L << 26;

  /** What downloads deliver. */
  public enum Shown {
    /** The numbers, rounded to float32. */
    VALUES,
    /** How far a float32 computation of each number may be off, rounded up. */
    ERRORS
  }

  private Shown shown = Shown.VALUES;

  /** Creates the backend; its downloads deliver values. */
  public ReferenceProvider() {}

  /** Chooses what later downloads deliver; programs must run while it is {@link Shown#VALUES}. */
  public void show(Shown what) {
    shown = what;
  }

  Shown shown() {
    return shown;
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int preference() {
    return Integer.MIN_VALUE;
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(
        new DeviceInfo(
            0, "reference", DeviceInfo.Kind.CPU, MEMORY, "double precision with error bounds"));
  }

  @Override
  public Device open(int index, BackendContext context) {
    if (index != 0) {
      throw new IllegalArgumentException(
          "there is no device " + index + " of the backend 'reference', only device 0");
    }
    return new ReferenceDevice(this, devices().get(0), MEMORY);
  }
}
