package io.decant.spi.support;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import java.util.function.Consumer;

/**
 * A slab whose memory is freed once its owner has closed it and no call or enqueued work uses it
 * any more. Thread-safe.
 *
 * @param <T> the memory's class
 */
public abstract class OwnedSlab<T> implements DeviceSlab, Owned {
  private final Device owner;
  private final long bytes;
  private final Handle<T> memory;

  /**
   * Takes over memory.
   *
   * @param owner the device that made it
   * @param memory made by {@link #handle}, or named as by {@link #name}
   */
  protected OwnedSlab(Device owner, long bytes, Handle<T> memory) {
    this.owner = owner;
    this.bytes = bytes;
    this.memory = memory;
  }

  /**
   * Returns memory as a handle.
   *
   * @param free gives the memory back; run once
   */
  protected static <T> Handle<T> handle(T memory, long bytes, Consumer<T> free) {
    return new Handle<>(memory, name(bytes), free);
  }

  /** Returns what errors call a slab. */
  protected static String name(long bytes) {
    return "a slab of " + bytes + " bytes";
  }

  @Override
  public final Device owner() {
    return owner;
  }

  @Override
  public final long bytes() {
    return bytes;
  }

  /**
   * Returns the memory, valid until {@link #release}.
   *
   * @throws IllegalStateException when closed
   */
  public final T acquire() {
    return memory.acquire();
  }

  /** Ends a use. */
  public final void release() {
    memory.release();
  }

  /** Tells the device that its owner has closed the slab; called once, before memory is freed. */
  protected abstract void closing();

  @Override
  public final void close() {
    memory.closeOnce(this::closing);
  }
}
