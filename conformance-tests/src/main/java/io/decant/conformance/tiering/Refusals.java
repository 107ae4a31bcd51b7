package io.decant.conformance.tiering;

import io.decant.conformance.wrapper.Instrument;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.device.OutOfHostMemoryException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Lets one copy between host and device, or one allocation, go wrong. Thread-safe. */
public final class Refusals implements Instrument {
  /** What the errors say. */
  public static final String INJECTED = "refused by the kit";

  private final AtomicInteger copies;
  private final AtomicInteger allocations;
  private final BiConsumer<Device, DeviceStream> fault;

  private Refusals(int copies, int allocations, BiConsumer<Device, DeviceStream> fault) {
    this.copies = new AtomicInteger(copies);
    this.allocations = new AtomicInteger(allocations);
    this.fault = fault;
  }

  /** Refuses a copy, counted from 1, when it is enqueued. */
  public static Refusals ofCopy(int which) {
    return new Refusals(
        which,
        0,
        (device, stream) -> {
          throw new DeviceException(INJECTED);
        });
  }

  /** Does something on the stream of a copy, counted from 1, before it is enqueued. */
  public static Refusals beforeCopy(int which, BiConsumer<Device, DeviceStream> fault) {
    return new Refusals(which, 0, fault);
  }

  /** Refuses an allocation of device or pinned memory, counted from 1. */
  public static Refusals ofAllocation(int which) {
    return new Refusals(0, which, (device, stream) -> {});
  }

  /** Returns whether it has happened. */
  public boolean happened() {
    return copies.get() <= 0 && allocations.get() <= 0;
  }

  @Override
  public void beforeHostCopy(Device device, DeviceStream stream) {
    if (copies.getAndDecrement() == 1) {
      fault.accept(device, stream);
    }
  }

  @Override
  public void beforeAllocation(long bytes) {
    if (allocations.getAndDecrement() == 1) {
      throw new OutOfDeviceMemoryException(INJECTED, bytes, 0);
    }
  }

  @Override
  public void beforePinnedAllocation(long bytes) {
    if (allocations.getAndDecrement() == 1) {
      throw new OutOfHostMemoryException(bytes, new IllegalStateException(INJECTED));
    }
  }
}
