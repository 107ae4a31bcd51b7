package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagedBlockTest {
  private static final DeviceSlab SLAB =
      new DeviceSlab() {
        @Override
        public long bytes() {
          return 64;
        }

        @Override
        public void close() {}
      };
  private static final Place PLACE = new Place(0, SLAB, 0, 64);

  private static final Map<Residency, Set<Residency>> EDGES =
      new EnumMap<>(
          Map.of(
              Residency.NOTHING, Set.of(Residency.HOST, Residency.DEVICE_DIRTY),
              Residency.ZERO,
                  Set.of(
                      Residency.NOTHING,
                      Residency.HOST,
                      Residency.DEVICE_ZERO,
                      Residency.DEVICE_DIRTY),
              Residency.HOST,
                  Set.of(Residency.NOTHING, Residency.DEVICE_CLEAN, Residency.DEVICE_DIRTY),
              Residency.DEVICE_ZERO,
                  Set.of(Residency.NOTHING, Residency.ZERO, Residency.DEVICE_DIRTY),
              Residency.DEVICE_CLEAN,
                  Set.of(Residency.NOTHING, Residency.HOST, Residency.DEVICE_DIRTY),
              Residency.DEVICE_DIRTY,
                  Set.of(Residency.NOTHING, Residency.HOST, Residency.DEVICE_CLEAN)));

  @Test
  void exactlyTheseEdgesAreLegal() {
    for (Residency from : Residency.values()) {
      for (Residency to : Residency.values()) {
        ManagedBlock block = at(from);
        boolean legal = EDGES.get(from).contains(to);
        if (legal) {
          assertDoesNotThrow(() -> go(block, to), from + " to " + to);
          assertEquals(to, block.residency());
        } else {
          IllegalStateException refused =
              assertThrows(IllegalStateException.class, () -> go(block, to), from + " to " + to);
          assertTrue(refused.getMessage().contains(from + " to " + to), refused.getMessage());
          assertEquals(from, block.residency(), "nothing has changed");
        }
      }
    }
  }

  @Test
  void onlyBlocksOnTheDeviceAreLeased() {
    for (Residency residency : Residency.values()) {
      ManagedBlock block = at(residency);
      if (residency.onDevice()) {
        block.lease();
        assertTrue(block.isLeased());
      } else {
        assertThrows(IllegalStateException.class, block::lease, residency.toString());
      }
    }
  }

  @Test
  void aLeasedBlockStaysOnTheDevice() {
    ManagedBlock block = at(Residency.DEVICE_CLEAN);
    block.lease();
    block.lease();
    block.endLease();
    for (Residency next : List.of(Residency.HOST, Residency.NOTHING)) {
      assertThrows(IllegalStateException.class, () -> block.leave(next));
    }
    assertEquals(Residency.DEVICE_CLEAN, block.residency());
    block.endLease();
    assertThrows(IllegalStateException.class, block::endLease);
    assertEquals(PLACE, block.leave(Residency.HOST));
  }

  @Test
  void aStepOfTheWrongKindIsRefused() {
    assertThrows(
        IllegalStateException.class, () -> at(Residency.ZERO).change(Residency.DEVICE_ZERO));
    assertThrows(
        IllegalStateException.class, () -> at(Residency.DEVICE_CLEAN).change(Residency.HOST));
    assertThrows(
        IllegalStateException.class,
        () -> at(Residency.DEVICE_CLEAN).enter(Residency.DEVICE_DIRTY, PLACE));
    assertThrows(
        IllegalStateException.class, () -> at(Residency.ZERO).enter(Residency.HOST, PLACE));
    assertThrows(IllegalStateException.class, () -> at(Residency.HOST).place());
    assertThrows(IllegalStateException.class, () -> at(Residency.ZERO).copy());
  }

  @Test
  void startsWithZerosOrNothing() {
    assertEquals(Residency.ZERO, block(true).residency());
    assertEquals(Residency.NOTHING, block(false).residency());
  }

  private static ManagedBlock block(boolean persistent) {
    return new ManagedBlock(new Block("b", 64, BlockRole.PARAMETER, persistent));
  }

  private static ManagedBlock at(Residency residency) {
    ManagedBlock block = block(residency != Residency.NOTHING);
    switch (residency) {
      case NOTHING, ZERO -> {}
      case HOST -> block.change(Residency.HOST);
      case DEVICE_CLEAN -> {
        block.change(Residency.HOST);
        block.enter(Residency.DEVICE_CLEAN, PLACE);
      }
      case DEVICE_ZERO, DEVICE_DIRTY -> block.enter(residency, PLACE);
    }
    return block;
  }

  private static void go(ManagedBlock block, Residency next) {
    if (block.residency().onDevice() == next.onDevice()) {
      block.change(next);
    } else if (next.onDevice()) {
      block.enter(next, PLACE);
    } else {
      block.leave(next);
    }
  }
}
