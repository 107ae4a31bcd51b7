package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import org.jspecify.annotations.Nullable;

/** Storage below the device for the contents of a block, and the last copy from or to it. */
final class HostCopy {
  private final TierStorage storage;
  private final @Nullable HostMemory pinned;
  private @Nullable Fence busy;

  HostCopy(TierStorage storage) {
    this.storage = storage;
    this.pinned = storage.pinned().orElse(null);
  }

  TierStorage storage() {
    return storage;
  }

  /** Returns the memory that streams reach; null when copies are staged. */
  @Nullable HostMemory pinned() {
    return pinned;
  }

  /** Returns what another copy waits for. */
  @Nullable Fence busy() {
    return busy;
  }

  void busyUntil(Fence fence) {
    busy = fence;
  }

  /** Waits until no copy is under way. */
  void awaitIdle() {
    if (busy != null) {
      busy.synchronize();
      busy = null;
    }
  }
}
