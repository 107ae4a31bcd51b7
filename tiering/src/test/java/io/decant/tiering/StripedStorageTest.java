package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.TierStorage;
import io.decant.tiering.tier.HostTierProvider;
import io.decant.tiering.tier.PinnedTierProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stripes hold what was written, each byte once, in the part that they belong to. */
class StripedStorageTest {
  private static final int STRIPE = 64;

  @Test
  void whatIsWrittenIsReadWhereverStripesBegin() throws IOException {
    Random random = new Random(3);
    try (Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT)) {
      MemoryOptions options = MemoryOptions.DEFAULT.withPinnedMemory(4096).withHostMemory(4096);
      Tiers tiers =
          Tiers.open(
              new MemoryContext(rig.device, rig.streams, options, rig.context),
              List.of(new PinnedTierProvider(), new HostTierProvider()));
      for (int bytes : new int[] {STRIPE * 8, STRIPE * 9 + 1, STRIPE * 12 + 63}) {
        for (int pinned = 1; pinned < 8; pinned++) {
          HostCopy copy = tiers.take(bytes, new TierPlace(1, pinned), STRIPE);
          long fast = new StripedStorage.Layout(bytes, STRIPE, pinned).pinnedBytes();
          assertEquals(Map.of("pinned", fast, "host", bytes - fast), tiers.used());
          check(copy.storage(), bytes, random);
          tiers.give(copy);
          assertEquals(Map.of("pinned", 0L, "host", 0L), tiers.used());
        }
      }
      tiers.close();
    }
  }

  private static void check(TierStorage storage, int bytes, Random random) throws IOException {
    byte[] expected = new byte[bytes];
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(bytes);
      byte[] part = new byte[1 + random.nextInt(bytes - from)];
      random.nextBytes(part);
      System.arraycopy(part, 0, expected, from, part.length);
      storage.write(from, buffer.clear().put(part).flip());
    }
    storage.read(0, buffer.clear());
    byte[] actual = new byte[bytes];
    buffer.flip().get(actual);
    assertArrayEquals(expected, actual);
    checkMemory((StripedStorage) storage, expected);
  }

  /** What lies in memory is found there. */
  private static void checkMemory(StripedStorage striped, byte[] expected) {
    HostMemory memory = striped.memory();
    int found = 0;
    for (int at = 0; at < expected.length; at++) {
      Long inMemory = striped.inMemory(at, 1);
      if (inMemory != null) {
        assertEquals(expected[at], memory.slice(inMemory, 1).get(0));
        found++;
      }
    }
    assertEquals(memory.bytes(), found);
  }
}
