package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.tiering.tier.HostTierProvider;
import io.decant.tiering.tier.PinnedTierProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocks that come first get the fastest storage, and take their contents along. */
class StorageHandoutTest {
  private static final int BYTES = 1000;

  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT);
  private final MemoryContext context =
      new MemoryContext(
          rig.device,
          rig.streams,
          MemoryOptions.DEFAULT.withPinnedMemory(BYTES).withHostMemory(2 * BYTES),
          rig.context);
  private final Tiers tiers =
      Tiers.open(context, List.of(new PinnedTierProvider(), new HostTierProvider()));
  private final CopyEngine copies =
      new CopyEngine(context, TieredProvider.SLOT_BYTES, new StallMeter(new Traffic()));
  private final ManagedBlock first = block("first");
  private final ManagedBlock second = block("second");

  private static ManagedBlock block(String name) {
    return new ManagedBlock(new Block(name, BYTES, BlockRole.PARAMETER, true));
  }

  @AfterEach
  void close() {
    copies.finish();
    tiers.close();
    rig.close();
  }

  /** Hands storage out to blocks of which the first moves most often. */
  private void handOut(ManagedBlock... fastestFirst) {
    List<PlannedMoves.Moved> moved = new ArrayList<>();
    for (ManagedBlock block : fastestFirst) {
      int left = fastestFirst.length - moved.size();
      moved.add(new PlannedMoves.Moved(block.block(), (long) left * BYTES, 0, 1));
    }
    new StorageHandout(tiers, copies).run(moved, List.of(fastestFirst));
  }

  private boolean isPinned(ManagedBlock block) {
    return block.copy().pinned() != null;
  }

  private void fill(ManagedBlock block, byte value) {
    try (HostMemory memory = HostMemory.allocate(BYTES)) {
      byte[] bytes = new byte[BYTES];
      Arrays.fill(bytes, value);
      memory.slice(0, BYTES).put(bytes);
      copies.write(block.copy(), 0, BYTES, memory, 0);
    }
    block.change(Residency.HOST);
  }

  private void assertHolds(byte value, ManagedBlock block) {
    byte[] expected = new byte[BYTES];
    Arrays.fill(expected, value);
    byte[] actual = new byte[BYTES];
    try (HostMemory memory = HostMemory.allocate(BYTES)) {
      copies.read(block.copy(), 0, BYTES, memory, 0);
      memory.slice(0, BYTES).get(actual);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void contentsMoveWithTheirBlocks() {
    handOut(first, second);
    assertEquals(List.of(true, false), List.of(isPinned(first), isPinned(second)));
    fill(first, (byte) 1);
    fill(second, (byte) 2);
    handOut(second, first);
    assertEquals(List.of(false, true), List.of(isPinned(first), isPinned(second)));
    assertHolds((byte) 1, first);
    assertHolds((byte) 2, second);
    assertEquals(Map.of("pinned", (long) BYTES, "host", (long) BYTES), tiers.used());
  }

  @Test
  void whatHoldsNothingMakesRoom() {
    handOut(first, second);
    fill(second, (byte) 3);
    handOut(second, first);
    assertEquals(List.of(false, true), List.of(isPinned(first), isPinned(second)));
    assertHolds((byte) 3, second);
  }

  @Test
  void whereNoRoomIsLeftContentsStay() {
    ManagedBlock third = block("third");
    handOut(first, second, third);
    fill(first, (byte) 1);
    fill(second, (byte) 2);
    fill(third, (byte) 3);
    handOut(third, second, first);
    assertEquals(
        List.of(true, false, false),
        List.of(isPinned(first), isPinned(second), isPinned(third)),
        "all tiers are full: none can move");
    assertHolds((byte) 1, first);
    assertHolds((byte) 3, third);
  }
}
