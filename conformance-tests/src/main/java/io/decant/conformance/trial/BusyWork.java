package io.decant.conformance.trial;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/**
 * Work that keeps a stream busy while other things are enqueued. Its amount is found by trying: it
 * starts small and grows as long as it takes less than a few milliseconds of the device's time.
 */
public final class BusyWork implements AutoCloseable {
  private static final int SIZE = 64;
  private static final long ENOUGH_NANOS = 6_000_000;
  private static final int MOST = 1 << 14;

  private final DeviceSlab slab;
  private final Executable product;
  private final List<View> operands;
  private int repetitions = 1;

  /** Prepares work for a device and measures how much of it is needed. */
  public BusyWork(DeviceSession session) {
    this(session.device(), session.stream());
  }

  /** Prepares work for a device and measures on a stream how much of it is needed. */
  public BusyWork(Device device, DeviceStream stream) {
    Gemm spec = Gemm.dense(SIZE, SIZE, SIZE, false, false, 1, 0);
    TensorSpec matrix = spec.operands().get(0).tensor();
    product =
        device
            .prepare(spec, new PrepareOptions(0, true))
            .orElseThrow(() -> new RuleViolation("op.mandatory", spec + " is refused"));
    long bytes = matrix.extentBytes();
    slab = device.allocate(3 * bytes);
    operands =
        List.of(
            new View(slab, 0, matrix),
            new View(slab, bytes, matrix),
            new View(slab, 2 * bytes, matrix));
    stream.fill(slab, 0, 3 * bytes, Float.floatToRawIntBits(0.5f));
    enqueue(stream);
    repetitions = (int) Math.min(MOST, 1 + ENOUGH_NANOS / Math.max(1, nanos(stream)));
  }

  /** Enqueues the work. */
  public void enqueue(DeviceStream stream) {
    for (int i = 0; i < repetitions; i++) {
      product.enqueue(stream, operands, List.of());
    }
  }

  /** Doubles the work, unless there is a lot of it already; returns whether it did. */
  public boolean grow(DeviceStream stream) {
    if (repetitions >= MOST || nanos(stream) > 30 * ENOUGH_NANOS) {
      return false;
    }
    repetitions *= 4;
    return true;
  }

  private long nanos(DeviceStream stream) {
    try (DeviceEvent begin = stream.record()) {
      enqueue(stream);
      try (DeviceEvent end = stream.record()) {
        stream.synchronize();
        return end.nanosSince(begin);
      }
    }
  }

  @Override
  public void close() {
    product.close();
    slab.close();
  }
}
