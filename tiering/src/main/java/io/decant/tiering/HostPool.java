package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Host memory for blocks that left the device. What is given back is kept for the next block of the
 * same size, as long as no more is kept than was ever in use at once. Pinned where the device can
 * pin it.
 */
final class HostPool {
  private static final long LARGEST_PINNED = 1L << 30;

  private final Device device;
  private final BackendListener listener;
  private final Set<HostCopy> inUse = new HashSet<>();
  private final Map<Long, Deque<HostCopy>> kept = new HashMap<>();
  private final Set<HostCopy> oldestKept = new LinkedHashSet<>();
  private long usedBytes;
  private long keptBytes;
  private long peakBytes;
  private boolean pinningFailed;

  HostPool(Device device, BackendListener listener) {
    this.device = device;
    this.listener = listener;
  }

  /** Takes memory with undefined contents; the fence of its last use may still be ahead. */
  HostCopy take(long bytes) {
    long size = Math.max(4, bytes);
    Deque<HostCopy> sameSize = kept.get(size);
    HostCopy copy = sameSize == null ? null : sameSize.poll();
    if (copy == null) {
      copy = new HostCopy(allocate(size));
    } else {
      oldestKept.remove(copy);
      keptBytes -= size;
    }
    inUse.add(copy);
    usedBytes += size;
    peakBytes = Math.max(peakBytes, usedBytes);
    return copy;
  }

  /** Gives memory back. */
  void give(HostCopy copy) {
    if (!inUse.remove(copy)) {
      throw new IllegalStateException("a host copy was given back twice");
    }
    long size = copy.memory().bytes();
    usedBytes -= size;
    keptBytes += size;
    kept.computeIfAbsent(size, key -> new ArrayDeque<>()).push(copy);
    oldestKept.add(copy);
    keepAtMost(peakBytes);
  }

  /** Releases what is kept beyond {@code limit} bytes, the oldest first. */
  void keepAtMost(long limit) {
    Iterator<HostCopy> oldest = oldestKept.iterator();
    while (keptBytes > limit && oldest.hasNext()) {
      HostCopy copy = oldest.next();
      copy.awaitIdle();
      oldest.remove();
      long size = copy.memory().bytes();
      Deque<HostCopy> sameSize = kept.get(size);
      if (sameSize != null && sameSize.remove(copy) && sameSize.isEmpty()) {
        kept.remove(size);
      }
      keptBytes -= size;
      copy.memory().close();
    }
  }

  /** Returns the bytes held, in use or kept. */
  long bytes() {
    return usedBytes + keptBytes;
  }

  /** Releases everything; no copy may be under way. */
  void close() {
    inUse.forEach(copy -> copy.memory().close());
    oldestKept.forEach(copy -> copy.memory().close());
    inUse.clear();
    oldestKept.clear();
    kept.clear();
    usedBytes = 0;
    keptBytes = 0;
  }

  private HostMemory allocate(long bytes) {
    if (bytes > LARGEST_PINNED || pinningFailed) {
      return HostMemory.allocate(bytes);
    }
    try {
      return device.allocatePinned(bytes);
    } catch (OutOfHostMemoryException e) {
      pinningFailed = true;
      listener.warning(
          "no more host memory can be pinned ("
              + e.getMessage()
              + "); blocks that leave the device from now on go to pageable memory, which is slower");
      return HostMemory.allocate(bytes);
    }
  }
}
