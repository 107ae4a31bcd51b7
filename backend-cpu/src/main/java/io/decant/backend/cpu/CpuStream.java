package io.decant.backend.cpu;

import io.decant.backend.cpu.work.WorkerPool;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import java.util.Arrays;

/** An in-order queue and the thread that works it off. */
final class CpuStream implements DeviceStream, Owned {
  private static final int FILL_TILE = 4096;

  private final CpuDevice device;
  private final StreamThread thread;
  private volatile boolean closed;

  CpuStream(CpuDevice device, String name, WorkerPool pool) {
    this.device = device;
    this.thread = new StreamThread(name, pool);
    thread.start();
  }

  @Override
  public CpuDevice owner() {
    return device;
  }

  /**
   * Enqueues a command.
   *
   * @throws IllegalStateException when closed
   */
  void enqueue(Command command) {
    checkOpen();
    thread.enqueue(command);
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CpuSlab slab = device.own(target);
    MemoryChecks.upload(source, sourceOffset, slab, targetOffset, shape);
    enqueue(
        "upload",
        () -> ByteCopies.copy(source::slice, sourceOffset, slab::slice, targetOffset, shape),
        slab);
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    CpuSlab slab = device.own(source);
    MemoryChecks.download(slab, sourceOffset, target, targetOffset, shape);
    enqueue(
        "download",
        () -> ByteCopies.copy(slab::slice, sourceOffset, target::slice, targetOffset, shape),
        slab);
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CpuSlab from = device.own(source);
    CpuSlab to = device.own(target);
    MemoryChecks.copy(from, sourceOffset, to, targetOffset, shape);
    enqueue(
        "copy",
        () -> ByteCopies.copy(from::slice, sourceOffset, to::slice, targetOffset, shape),
        from,
        to);
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    CpuSlab slab = device.own(target);
    MemoryChecks.fill(slab, offset, bytes);
    enqueue("fill", () -> fillNow(slab, offset, bytes, pattern), slab);
  }

  private static void fillNow(CpuSlab slab, long offset, long bytes, int pattern) {
    int[] tile = new int[(int) Math.min(FILL_TILE, bytes / Integer.BYTES)];
    Arrays.fill(tile, pattern);
    for (long done = 0; done < bytes; done += FILL_TILE * (long) Integer.BYTES) {
      int length = (int) Math.min(FILL_TILE, (bytes - done) / Integer.BYTES);
      slab.slice(offset + done, length * Integer.BYTES).asIntBuffer().put(tile, 0, length);
    }
  }

  @Override
  public DeviceEvent record() {
    CpuEvent event = new CpuEvent(device);
    enqueue(
        new Command() {
          @Override
          public void run(Workers workers) {}

          @Override
          public void finish() {
            event.complete(thread.failure());
          }

          @Override
          public String describe() {
            return "record";
          }
        });
    return event;
  }

  @Override
  public void await(DeviceEvent event) {
    CpuEvent awaited = device.own(event);
    awaited.checkOpen();
    enqueue(
        "await",
        () -> {
          DeviceException cause = awaited.awaitDone();
          if (cause != null) {
            throw cause;
          }
        });
  }

  /** Does nothing: work starts when it is enqueued. */
  @Override
  public void flush() {
    checkOpen();
  }

  @Override
  public void close() {
    closed = true;
    thread.stopAndJoin();
    device.forget(this);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the stream was closed");
    }
  }

  private void enqueue(String name, Runnable action, CpuSlab... slabs) {
    checkOpen();
    enqueue(
        new HoldingCommand(slabs) {
          @Override
          public void run(Workers workers) {
            action.run();
          }

          @Override
          public String describe() {
            return name;
          }
        });
  }
}
