package io.decant.conformance.throttle;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device that knows the operators of another one, counts its memory, and computes and copies
 * nothing: every result is undefined. All of its pinned memory is the same memory, so that nets far
 * larger than the host run on it. Owns the device that it is modelled on.
 */
public final class NullDevice implements Device {
  private final Device model;
  private final DeviceFacts facts;
  private final AtomicLong used = new AtomicLong();
  private final List<HostMemory> backings = new ArrayList<>();

  /**
   * Creates a device.
   *
   * @param model the device whose operators and workspaces it has
   * @param memoryBytes its memory
   */
  public NullDevice(Device model, long memoryBytes) {
    DeviceFacts like = model.facts();
    this.model = model;
    this.facts =
        new DeviceFacts(memoryBytes, memoryBytes, like.viewAlignment(), false, 2, like.types());
  }

  @Override
  public DeviceInfo info() {
    DeviceInfo like = model.info();
    return new DeviceInfo(
        0, "null", DeviceInfo.Kind.ACCELERATOR, facts.memoryBytes(), "as " + like.name());
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public Set<ComputeMode> computeModes() {
    return model.computeModes();
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    long before = used.getAndAdd(bytes);
    if (before + bytes > facts.memoryBytes()) {
      used.addAndGet(-bytes);
      throw new OutOfDeviceMemoryException("null", bytes, facts.memoryBytes() - before);
    }
    return new NullSlab(bytes, used);
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    for (HostMemory backing : backings) {
      if (backing.bytes() >= bytes) {
        return HostMemory.wrap(backing.address(), bytes, () -> {});
      }
    }
    backings.add(HostMemory.allocate(Math.max(1 << 20, bytes)));
    return allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return new NullStream();
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    Optional<Executable> known = model.prepare(spec, options);
    try {
      return known.map(like -> new NullExecutable(like.workspaceBytes()));
    } finally {
      known.ifPresent(Executable::close);
    }
  }

  @Override
  public synchronized void close() {
    backings.forEach(HostMemory::close);
    backings.clear();
    model.close();
  }

  /** Does nothing when it is enqueued. */
  private record NullExecutable(long workspaceBytes) implements Executable {
    @Override
    public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {}
  }

  /** Bytes that are counted and not there. */
  private static final class NullSlab implements DeviceSlab {
    private final long bytes;
    private final AtomicLong used;
    private boolean closed;

    NullSlab(long bytes, AtomicLong used) {
      this.bytes = bytes;
      this.used = used;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        used.addAndGet(-bytes);
      }
    }
  }

  /** An event of work that takes no time. */
  static final class NullEvent implements DeviceEvent {
    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {}

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return 0;
    }

    @Override
    public void onCompletion(Runnable action) {
      action.run();
    }

    @Override
    public void close() {}
  }
}
