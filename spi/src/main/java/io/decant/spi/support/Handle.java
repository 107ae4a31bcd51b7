package io.decant.spi.support;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A native object that is released once its owner has closed it and no call uses it any more: a
 * handle that was released, used by another thread, would take the process down. Thread-safe.
 *
 * @param <T> the object's class
 */
public final class Handle<T> implements AutoCloseable {
  private static final int CLOSED = 1 << 30;

  private final T object;
  private final String name;
  private final Consumer<T> release;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * Takes over an object.
   *
   * @param name what it is, for errors
   * @param release gives it back; run once
   */
  public Handle(T object, String name, Consumer<T> release) {
    this.object = object;
    this.name = name;
    this.release = release;
  }

  /**
   * Returns the object, which stays valid until {@link #release}.
   *
   * @throws IllegalStateException when closed
   */
  public T acquire() {
    int seen;
    do {
      seen = users.get();
      if (seen >= CLOSED || seen == 0) {
        throw new IllegalStateException(name + " was closed");
      }
    } while (!users.compareAndSet(seen, seen + 1));
    return object;
  }

  /** Ends a use. */
  public void release() {
    if ((users.decrementAndGet() & ~CLOSED) == 0) {
      release.accept(object);
    }
  }

  /** Returns whether the owner has closed it. */
  public boolean isClosed() {
    return users.get() >= CLOSED || users.get() == 0;
  }

  /** Closes it; returns whether this call did. */
  public boolean closeOnce() {
    return closeOnce(() -> {});
  }

  /**
   * Closes it; returns whether this call did.
   *
   * @param closing run when this call closes it, while it is still there
   */
  public boolean closeOnce(Runnable closing) {
    int seen;
    do {
      seen = users.get();
      if (seen >= CLOSED || seen == 0) {
        return false;
      }
    } while (!users.compareAndSet(seen, seen | CLOSED));
    closing.run();
    release();
    return true;
  }

  @Override
  public void close() {
    closeOnce();
  }
}
