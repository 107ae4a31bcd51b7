package example.kernel;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A thread that does one thing after the other, until one fails. */
final class CcStream implements DeviceStream, Owned {
  private final CcDevice device;
  private final ExecutorService thread;
  private volatile @Nullable DeviceException failure;
  private boolean closed;

  CcStream(CcDevice device, int number) {
    this.device = device;
    this.thread = Executors.newSingleThreadExecutor(work -> thread(work, number));
  }

  private static Thread thread(Runnable work, int number) {
    Thread thread = new Thread(work, "decant-cc-stream-" + number);
    thread.setDaemon(true);
    return thread;
  }

  /** Work on slabs. */
  interface Work {
    /** Does it, given the address of each slab. */
    void on(long... addresses);
  }

  @Override
  public CcDevice owner() {
    return device;
  }

  /**
   * Enqueues work, which keeps the memory of the slabs until it is done.
   *
   * @throws IllegalStateException when the stream or a slab is closed
   */
  synchronized void enqueue(String what, List<CcSlab> slabs, Work work) {
    checkOpen();
    long[] addresses = new long[slabs.size()];
    List<CcSlab> held = new ArrayList<>();
    try {
      for (CcSlab slab : slabs) {
        addresses[held.size()] = slab.acquire().address();
        held.add(slab);
      }
    } catch (IllegalStateException e) {
      held.forEach(CcSlab::release);
      throw e;
    }
    thread.execute(
        () -> {
          try {
            if (failure == null) {
              work.on(addresses);
            }
          } catch (RuntimeException | Error e) {
            failure = new DeviceException(CcProvider.NAME + ": " + what + " failed: " + e, e);
          } finally {
            held.forEach(CcSlab::release);
          }
        });
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CcSlab slab = device.own(target);
    MemoryChecks.upload(source, sourceOffset, slab, targetOffset, shape);
    long from = source.address() + sourceOffset;
    enqueue("upload", List.of(slab), to -> copy(from, to[0] + targetOffset, shape));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    CcSlab slab = device.own(source);
    MemoryChecks.download(slab, sourceOffset, target, targetOffset, shape);
    long to = target.address() + targetOffset;
    enqueue("download", List.of(slab), from -> copy(from[0] + sourceOffset, to, shape));
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CcSlab from = device.own(source);
    CcSlab to = device.own(target);
    MemoryChecks.copy(from, sourceOffset, to, targetOffset, shape);
    enqueue(
        "copy",
        List.of(from, to),
        slabs -> copy(slabs[0] + sourceOffset, slabs[1] + targetOffset, shape));
  }

  private static void copy(long from, long to, CopyShape shape) {
    Bridge.copy(from, to, shape.rows(), shape.rowBytes(), shape.sourcePitch(), shape.targetPitch());
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    CcSlab slab = device.own(target);
    MemoryChecks.fill(slab, offset, bytes);
    enqueue(
        "fill", List.of(slab), to -> Bridge.fill(to[0] + offset, bytes / Integer.BYTES, pattern));
  }

  @Override
  public synchronized DeviceEvent record() {
    checkOpen();
    CompletableFuture<Long> reached = new CompletableFuture<>();
    thread.execute(
        () -> {
          DeviceException cause = failure;
          if (cause == null) {
            reached.complete(System.nanoTime());
          } else {
            reached.completeExceptionally(cause);
          }
        });
    return new CcEvent(device, reached);
  }

  @Override
  public void await(DeviceEvent event) {
    CcEvent awaited = device.own(event);
    enqueue("await", List.of(), none -> awaited.synchronize());
  }

  /** Does nothing: work starts when it is enqueued. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    CompletableFuture<Void> end;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      end = CompletableFuture.runAsync(() -> {}, thread);
    }
    end.join();
    thread.shutdown();
    device.forget(this);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the stream was closed");
    }
  }
}
