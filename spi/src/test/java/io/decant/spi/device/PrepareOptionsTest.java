package io.decant.spi.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceInfo.Kind;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrepareOptionsTest {
  private static final long MEBIBYTE = 1L << 20;

  private final PrepareOptions suitable = new PrepareOptions(PrepareOptions.SUITABLE, false);

  @Test
  void aLimitThatWasGivenStays() {
    for (long memory : new long[] {1 << 10, MEBIBYTE, 1L << 40}) {
      assertEquals(
          new PrepareOptions(0, true), new PrepareOptions(0, true).on(device(Kind.GPU, memory)));
    }
  }

  @Test
  void aSuitableLimitIsAShareOfAGraphicsProcessor() {
    assertEquals(2 * MEBIBYTE, limit(Kind.GPU, 8 * MEBIBYTE));
    assertEquals(320 * MEBIBYTE, limit(Kind.GPU, 1280 * MEBIBYTE));
    assertEquals(1024 * MEBIBYTE, limit(Kind.GPU, 5120 * MEBIBYTE));
    assertEquals(1024 * MEBIBYTE, limit(Kind.GPU, 81920 * MEBIBYTE));
  }

  @Test
  void aSuitableLimitIsSmallElsewhere() {
    assertEquals(64 * MEBIBYTE, limit(Kind.CPU, 81920 * MEBIBYTE));
    assertEquals(false, suitable.on(device(Kind.CPU, 1)).deterministic());
  }

  private long limit(Kind kind, long memory) {
    return suitable.on(device(kind, memory)).workspaceLimit();
  }

  private static Device device(Kind kind, long memory) {
    return new Device() {
      @Override
      public DeviceInfo info() {
        return new DeviceInfo(0, "a device", kind, memory, "");
      }

      @Override
      public DeviceFacts facts() {
        return new DeviceFacts(memory, memory, 64, false, 1, Set.of(DType.FLOAT32, DType.INT32));
      }

      @Override
      public DeviceSlab allocate(long bytes) {
        throw new UnsupportedOperationException();
      }

      @Override
      public HostMemory allocatePinned(long bytes) {
        throw new UnsupportedOperationException();
      }

      @Override
      public DeviceStream newStream() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }
}
