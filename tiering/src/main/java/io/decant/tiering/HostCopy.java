package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import org.jspecify.annotations.Nullable;

/** Host memory for the contents of a block, and the last copy from or to it. */
final class HostCopy {
  private final HostMemory memory;
  private @Nullable Fence busy;

  HostCopy(HostMemory memory) {
    this.memory = memory;
  }

  HostMemory memory() {
    return memory;
  }

  /** Returns what a copy on another stream waits for. */
  @Nullable Fence busy() {
    return busy;
  }

  void busyUntil(Fence fence) {
    busy = fence;
  }

  /** Waits until the host may read and change the memory. */
  void awaitIdle() {
    if (busy != null) {
      busy.synchronize();
      busy = null;
    }
  }
}
