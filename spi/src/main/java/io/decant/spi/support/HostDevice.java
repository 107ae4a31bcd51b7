package io.decant.spi.support;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.op.DType;
import java.util.Set;

/**
 * A device whose memory is the host's: it counts the bytes of slabs, which may outlive their
 * closing until enqueued work is done, and runs the actions of events. Thread-safe.
 *
 * @param <S> its slabs, which tell {@link #closing} and {@link #closed}
 * @param <T> its streams, which tell {@link #forget(DeviceStream)} when they are closed
 * @param <E> its events, which tell {@link #complete}
 */
public abstract class HostDevice<
        S extends DeviceSlab & Owned, T extends DeviceStream & Owned, E extends DeviceEvent & Owned>
    extends OwningDevice<S, T, E> {
  /** Slabs start on cache lines, and so may views. */
  private static final int VIEW_ALIGNMENT = 64;

  private final DeviceFacts facts;
  private final MemoryBudget budget;
  private final Completions completions;

  /**
   * Counts from nothing.
   *
   * @param backend its name, for errors and threads
   */
  protected HostDevice(
      Class<S> slabType,
      Class<T> streamType,
      Class<E> eventType,
      DeviceInfo info,
      String backend,
      BackendContext context) {
    super(slabType, streamType, eventType, info, context.listener());
    long memory = Math.min(info.memoryBytes(), context.memoryLimit().orElse(Long.MAX_VALUE));
    this.facts =
        new DeviceFacts(
            memory, memory, VIEW_ALIGNMENT, true, 1, Set.of(DType.FLOAT32, DType.INT32));
    this.budget = new MemoryBudget(backend, memory);
    this.completions = new Completions(backend, 1, context.listener());
  }

  @Override
  public final DeviceFacts facts() {
    return facts;
  }

  @Override
  public final DeviceSlab allocate(long bytes) {
    MemoryChecks.slab(bytes);
    return add(() -> budget.take(bytes, () -> newSlab(bytes)));
  }

  /** Makes a slab of bytes that are counted. */
  protected abstract S newSlab(long bytes);

  /** All memory is within reach of a host's own device. */
  @Override
  public final long maxPinnedBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public final HostMemory allocatePinned(long bytes) {
    MemoryChecks.pinned(bytes, maxPinnedBytes());
    checkOpen();
    return HostMemory.allocate(bytes);
  }

  /** Runs the action of an event that is done. */
  public final void complete(Runnable action) {
    completions.run(action);
  }

  /** The owner of a slab has closed it; {@link #closed} follows when nothing uses it any more. */
  public final void closing(S slab) {
    forget(slab);
    budget.closing(slab.bytes());
  }

  /** The memory of a slab was freed. */
  public final void closed(long bytes) {
    budget.closed(bytes);
  }

  @Override
  protected void release() {
    completions.close();
  }
}
