package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import java.util.List;
import java.util.function.Supplier;

/** A device whose slabs begin at address 4096. */
final class FakeDevice implements NativeDevice {
  static final long STREAM = 7;
  private static final long BASE = 4096;

  /** A slab that is only a size. */
  record Slab(long bytes) implements DeviceSlab {
    @Override
    public void close() {}
  }

  @Override
  public <T> T call(Supplier<T> call) {
    return call.get();
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> views, NativeCall call) {
    call.enqueue(STREAM, views.stream().mapToLong(view -> BASE + view.offset()).toArray());
  }

  @Override
  public DeviceStream newStream() {
    throw new UnsupportedOperationException("trials are the test's");
  }

  @Override
  public DeviceSlab allocateForTrials(long bytes) {
    return new Slab(bytes);
  }
}
