package io.decant.tiering;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The blocks on the device, those first that have not been used for the longest time. */
final class Residents {
  private final DevicePool pool;
  private final Set<ManagedBlock> leastRecentFirst = new LinkedHashSet<>();

  Residents(DevicePool pool) {
    this.pool = pool;
  }

  /** Notes that a block is on the device and was used just now. */
  void touch(ManagedBlock block) {
    leastRecentFirst.remove(block);
    leastRecentFirst.add(block);
  }

  void remove(ManagedBlock block) {
    leastRecentFirst.remove(block);
  }

  /** Returns all of them, as they are now. */
  List<ManagedBlock> all() {
    return List.copyOf(leastRecentFirst);
  }

  void clear() {
    leastRecentFirst.clear();
  }

  /**
   * Returns the first that takes memory and may leave, other than some; null if there is none.
   *
   * @param staying what never makes room
   */
  @Nullable ManagedBlock victim(Set<ManagedBlock> stay, StayingBlocks staying) {
    for (ManagedBlock block : leastRecentFirst) {
      if (!block.isLeased()
          && block.block().bytes() > 0
          && staying.mayLeave(block.block())
          && !stay.contains(block)) {
        return block;
      }
    }
    return null;
  }

  /**
   * Returns those that no operator leases and that have memory in a range.
   *
   * @param address where the range starts in the pool
   */
  List<ManagedBlock> within(long address, long bytes) {
    List<ManagedBlock> found = new ArrayList<>();
    for (ManagedBlock block : leastRecentFirst) {
      long start = pool.address(block.place());
      if (!block.isLeased() && start < address + bytes && address < start + block.place().bytes()) {
        found.add(block);
      }
    }
    return found;
  }
}
