package io.decant.spi.support;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A device that knows the slabs and streams it made: it refuses those of others, and closes them
 * before itself. Thread-safe.
 *
 * @param <S> its slabs, which tell {@link #forget(DeviceSlab)} when they are closed
 * @param <T> its streams, which tell {@link #forget(DeviceStream)} when they are closed
 * @param <E> its events
 */
public abstract class OwningDevice<
        S extends DeviceSlab & Owned, T extends DeviceStream & Owned, E extends DeviceEvent & Owned>
    implements Device {
  private final Class<S> slabType;
  private final Class<T> streamType;
  private final Class<E> eventType;
  private final DeviceInfo info;
  private final BackendListener listener;
  private final Set<S> slabs = ConcurrentHashMap.newKeySet();
  private final Set<T> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streamNumbers = new AtomicInteger();
  private boolean closed;

  /**
   * @param info what {@link #info} returns
   * @param listener is told when a stream cannot be closed
   */
  protected OwningDevice(
      Class<S> slabType,
      Class<T> streamType,
      Class<E> eventType,
      DeviceInfo info,
      BackendListener listener) {
    this.slabType = slabType;
    this.streamType = streamType;
    this.eventType = eventType;
    this.info = info;
    this.listener = listener;
  }

  @Override
  public final DeviceInfo info() {
    return info;
  }

  @Override
  public final synchronized DeviceStream newStream() {
    checkOpen();
    T stream = openStream(streamNumbers.incrementAndGet());
    streams.add(stream);
    return stream;
  }

  /**
   * Opens a stream; called while the device is open and cannot be closed.
   *
   * @param number tells the stream from the device's others, from 1 on
   */
  protected abstract T openStream(int number);

  /** Makes a slab while the device is open and cannot be closed, and remembers it. */
  protected final synchronized S add(Supplier<S> creation) {
    checkOpen();
    S slab = creation.get();
    slabs.add(slab);
    return slab;
  }

  /**
   * Checks that the device can be used.
   *
   * @throws IllegalStateException when it was closed
   */
  protected final synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the device " + info.name() + " was closed");
    }
  }

  /** Returns the streams that are open. */
  protected final Collection<T> streams() {
    return Collections.unmodifiableSet(streams);
  }

  /** Returns the slab as this device's. */
  public final S own(DeviceSlab slab) {
    return Owned.require(slab, slabType, this, "slab");
  }

  /** Returns the stream as this device's. */
  public final T own(DeviceStream stream) {
    return Owned.require(stream, streamType, this, "stream");
  }

  /** Returns the event as this device's. */
  public final E own(DeviceEvent event) {
    return Owned.require(event, eventType, this, "event");
  }

  /** A slab was closed. */
  public final void forget(S slab) {
    slabs.remove(slab);
  }

  /** A stream was closed. */
  public final void forget(T stream) {
    streams.remove(stream);
  }

  /** Waits for the streams, closes them and the slabs, and releases what else there is; once. */
  @Override
  public final void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    streams.forEach(this::close);
    slabs.forEach(DeviceSlab::close);
    release();
  }

  /** A stream that failed does not keep the rest from being released. */
  private void close(T stream) {
    try {
      stream.close();
    } catch (DeviceException e) {
      listener.warning("closing a stream of " + info.name() + ": " + e.getMessage());
    }
  }

  /** Releases the device, of which no slab or stream is left; called once. */
  protected abstract void release();
}
