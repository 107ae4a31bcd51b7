package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import org.junit.jupiter.api.Test;

class MemoryChecksTest {
  private final DeviceSlab slab =
      new DeviceSlab() {
        @Override
        public long bytes() {
          return 64;
        }

        @Override
        public void close() {}
      };

  @Test
  void sizesThatCannotBe() {
    MemoryChecks.slab(1);
    MemoryChecks.pinned(1L << 30, 1L << 30);
    for (long bytes : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> MemoryChecks.slab(bytes));
      assertThrows(IllegalArgumentException.class, () -> MemoryChecks.pinned(bytes, 1L << 30));
    }
    assertThrows(
        IllegalArgumentException.class, () -> MemoryChecks.pinned((1L << 30) + 1, 1L << 30));
  }

  @Test
  void copiesReachToTheEndAndNotFurther() {
    try (HostMemory host = HostMemory.allocate(32)) {
      CopyShape rows = new CopyShape(2, 8, 24, 56);
      MemoryChecks.upload(host, 0, slab, 0, rows);
      MemoryChecks.download(slab, 40, host, 8, CopyShape.bytes(24));
      MemoryChecks.copy(slab, 64, slab, 0, CopyShape.bytes(0));
      outside(() -> MemoryChecks.upload(host, 1, slab, 0, rows));
      outside(() -> MemoryChecks.upload(host, 0, slab, 1, rows));
      outside(() -> MemoryChecks.download(slab, 41, host, 8, CopyShape.bytes(24)));
      outside(() -> MemoryChecks.download(slab, 40, host, 9, CopyShape.bytes(24)));
      outside(() -> MemoryChecks.copy(slab, -1, slab, 0, CopyShape.bytes(1)));
      outside(() -> MemoryChecks.copy(slab, 0, slab, Long.MAX_VALUE, CopyShape.bytes(1)));
      outside(() -> MemoryChecks.copy(slab, 0, slab, 0, CopyShape.bytes(Long.MAX_VALUE)));
    }
  }

  @Test
  void closedHostMemoryIsRefused() {
    HostMemory host = HostMemory.allocate(32);
    host.close();
    CopyShape shape = CopyShape.bytes(4);
    assertThrows(IllegalStateException.class, () -> MemoryChecks.upload(host, 0, slab, 0, shape));
    assertThrows(IllegalStateException.class, () -> MemoryChecks.download(slab, 0, host, 0, shape));
  }

  @Test
  void fillsCoverWholeWords() {
    MemoryChecks.fill(slab, 4, 60);
    assertThrows(IllegalArgumentException.class, () -> MemoryChecks.fill(slab, 2, 4));
    assertThrows(IllegalArgumentException.class, () -> MemoryChecks.fill(slab, 0, 6));
    outside(() -> MemoryChecks.fill(slab, 8, 60));
  }

  private static void outside(Runnable check) {
    assertThrows(IndexOutOfBoundsException.class, check::run);
  }
}
