package example.minimal;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One thread that does one thing after the other, until one fails. */
public class MinimalStream implements DeviceStream {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread worker = new Thread(work, "minimal-stream");
            worker.setDaemon(true);
            return worker;
          });
  private volatile @Nullable Throwable failure;
  private boolean closed;

  /** Enqueues work; it is skipped when earlier work has failed. */
  protected synchronized void enqueue(Runnable work) {
    checkOpen();
    thread.execute(
        () -> {
          try {
            if (failure == null) {
              work.run();
            }
          } catch (RuntimeException | Error e) {
            failure = e;
          }
        });
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    copy(
        source.slice(sourceOffset, Math.toIntExact(shape.sourceExtent())),
        ((MinimalSlab) target).range(targetOffset, shape.targetExtent()),
        shape);
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    copy(
        ((MinimalSlab) source).range(sourceOffset, shape.sourceExtent()),
        target.slice(targetOffset, Math.toIntExact(shape.targetExtent())),
        shape);
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    copy(
        ((MinimalSlab) source).range(sourceOffset, shape.sourceExtent()),
        ((MinimalSlab) target).range(targetOffset, shape.targetExtent()),
        shape);
  }

  private void copy(ByteBuffer source, ByteBuffer target, CopyShape shape) {
    enqueue(
        () -> {
          for (int row = 0; row < shape.rows(); row++) {
            target.put(
                (int) (row * shape.targetPitch()),
                source,
                (int) (row * shape.sourcePitch()),
                (int) shape.rowBytes());
          }
        });
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    ByteBuffer range = ((MinimalSlab) target).range(offset, bytes);
    enqueue(
        () -> {
          for (int at = 0; at < bytes; at += 4) {
            range.putInt(at, pattern);
          }
        });
  }

  @Override
  public synchronized DeviceEvent record() {
    checkOpen();
    return new MinimalEvent(CompletableFuture.supplyAsync(this::now, thread));
  }

  private long now() {
    if (failure != null) {
      throw new CompletionException(failure);
    }
    return System.nanoTime();
  }

  @Override
  public void await(DeviceEvent event) {
    enqueue(((MinimalEvent) event).reached()::join);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    CompletableFuture<Void> end;
    synchronized (this) {
      if (closed) {
        return;
      }
      end = CompletableFuture.runAsync(() -> {}, thread);
      closed = true;
    }
    end.join();
    thread.shutdown();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the stream was closed");
    }
  }
}
