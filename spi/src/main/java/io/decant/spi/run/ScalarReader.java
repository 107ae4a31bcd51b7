package io.decant.spi.run;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Downloads small results behind the work that computes them, into buffers that are used again. */
final class ScalarReader implements AutoCloseable {
  private final Device device;
  private final DeviceStream stream;
  private final ResidencyManager residency;
  private final Map<Integer, Deque<HostMemory>> free = new HashMap<>();
  private final List<HostMemory> buffers = new ArrayList<>();

  ScalarReader(Device device, DeviceStream stream, ResidencyManager residency) {
    this.device = device;
    this.stream = stream;
    this.residency = residency;
  }

  PendingScalars enqueue(Region region) {
    int count = Math.toIntExact(region.tensor().shape().count());
    Deque<HostMemory> sameSize = free.computeIfAbsent(count, key -> new ArrayDeque<>());
    HostMemory memory = sameSize.isEmpty() ? allocate(count) : sameSize.pop();
    if (count > 0) {
      try (Lease lease = residency.lease(Executor.readAccess(region))) {
        View view = lease.view(region);
        stream.download(view.slab(), view.offset(), memory, 0, CopyShape.bytes(4L * count));
      }
    }
    return new PendingScalars(memory, count, stream.record(), () -> sameSize.push(memory));
  }

  private HostMemory allocate(int count) {
    HostMemory memory = device.allocatePinned(Math.max(4, 4L * count));
    buffers.add(memory);
    return memory;
  }

  @Override
  public void close() {
    try {
      stream.synchronize();
    } finally {
      buffers.forEach(HostMemory::close);
    }
  }
}
