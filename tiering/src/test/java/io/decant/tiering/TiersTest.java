package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.HostMemoryExceededException;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.TierProvider;
import io.decant.tiering.tier.HostTierProvider;
import io.decant.tiering.tier.PinnedTierProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TiersTest {
  private static final List<TierProvider> MEMORY =
      List.of(new HostTierProvider(), new PinnedTierProvider());

  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT);

  @AfterEach
  void close() {
    rig.close();
  }

  private Tiers open(long pinned, long host) {
    MemoryOptions options = MemoryOptions.DEFAULT.withPinnedMemory(pinned).withHostMemory(host);
    return Tiers.open(new MemoryContext(rig.device, rig.streams, options, rig.context), MEMORY);
  }

  @Test
  void theFirstTierWithRoomIsTaken() {
    Tiers tiers = open(1000, 1000);
    assertEquals(List.of("pinned", "host"), List.copyOf(tiers.capacities().keySet()));
    tiers.take(600);
    HostCopy second = tiers.take(600);
    assertEquals(Map.of("pinned", 600L, "host", 600L), tiers.used());
    tiers.take(400);
    assertEquals(Map.of("pinned", 1000L, "host", 600L), tiers.used());
    tiers.give(second);
    assertEquals(0, tiers.used().get("host"));
    tiers.close();
    assertEquals(Map.of("pinned", 0L, "host", 0L), tiers.used());
  }

  @Test
  void whereNoTierHasRoomTheErrorNamesThemAndTheirFlags() {
    Tiers tiers = open(64, 100);
    tiers.take(64);
    HostMemoryExceededException full =
        assertThrows(HostMemoryExceededException.class, () -> tiers.take(101));
    assertEquals(101, full.neededBytes());
    assertEquals(164, full.availableBytes());
    for (String part : List.of("pinned", "64", "host", "100", "--pinned_memory", "--host_memory")) {
      assertTrue(full.getMessage().contains(part), full.getMessage());
    }
    tiers.close();
  }

  @Test
  void roomIsRequiredForTheWorstOrderOfBlocks() {
    Tiers tiers = open(100, 100);
    tiers.require(100, 100);
    tiers.require(150, 50);
    assertThrows(HostMemoryExceededException.class, () -> tiers.require(151, 50));
    tiers.close();
  }

  @Test
  void nothingIsGivenBackTwice() {
    Tiers tiers = open(1000, 0);
    HostCopy copy = tiers.take(64);
    tiers.give(copy);
    assertThrows(IllegalStateException.class, () -> tiers.give(copy));
    tiers.close();
  }

  @Test
  void closingReleasesWhatIsTakenToo() {
    Tiers tiers = open(1000, 0);
    HostCopy copy = tiers.take(64);
    tiers.close();
    assertThrows(
        IllegalStateException.class, () -> copy.storage().pinned().orElseThrow().address());
  }
}
