package io.decant.backend.cpu;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.kernel.Kernels;
import io.decant.backend.cpu.work.WorkerPool;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The host as a device. */
final class CpuDevice implements Device {
  private static final long LARGEST_PINNED = 1L << 30;
  private static final int VIEW_ALIGNMENT = 64;

  private final DeviceInfo info;
  private final DeviceFacts facts;
  private final MemoryBudget budget;
  private final WorkerPool pool;
  private final Kernels kernels;
  private final Completions completions;
  private final Set<CpuSlab> slabs = ConcurrentHashMap.newKeySet();
  private final Set<CpuStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streamNumbers = new AtomicInteger();
  private boolean closed;

  CpuDevice(DeviceInfo info, BackendContext context, Blas blas, int threads) {
    BackendListener listener = context.listener();
    this.info = info;
    long memory = Math.min(info.memoryBytes(), context.memoryLimit().orElse(Long.MAX_VALUE));
    this.facts =
        new DeviceFacts(
            memory, memory, VIEW_ALIGNMENT, true, 1, Set.of(DType.FLOAT32, DType.INT32));
    this.budget = new MemoryBudget(memory);
    this.pool = new WorkerPool(threads);
    this.kernels = new Kernels(blas);
    this.completions = new Completions(listener);
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes were asked for, at least 1 is needed");
    }
    checkOpen();
    budget.take(bytes);
    try {
      CpuSlab slab = new CpuSlab(this, bytes);
      register(slab);
      return slab;
    } catch (RuntimeException | Error e) {
      budget.cancel(bytes);
      throw e;
    }
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    if (bytes < 1 || bytes > LARGEST_PINNED) {
      throw new IllegalArgumentException(
          bytes + " bytes of pinned memory were asked for; 1 to 2^30 can be had");
    }
    checkOpen();
    return HostMemory.allocate(bytes);
  }

  @Override
  public DeviceStream newStream() {
    String name = "decant-cpu-stream-" + streamNumbers.incrementAndGet();
    synchronized (this) {
      checkOpen();
      CpuStream stream = new CpuStream(this, name, pool);
      streams.add(stream);
      return stream;
    }
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return kernels.prepare(spec, options).map(kernel -> new CpuExecutable(this, spec, kernel));
  }

  /** Waits for the streams, frees the slabs, ends the threads. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    streams.forEach(CpuStream::close);
    slabs.forEach(CpuSlab::close);
    pool.close();
    completions.close();
  }

  /** Returns the slab as this device's. */
  CpuSlab own(DeviceSlab slab) {
    if (slab instanceof CpuSlab known && known.isOf(this)) {
      return known;
    }
    throw new IllegalArgumentException("the slab is of another device than " + info.name());
  }

  /** Returns the stream as this device's. */
  CpuStream own(DeviceStream stream) {
    if (stream instanceof CpuStream known && known.isOf(this)) {
      return known;
    }
    throw new IllegalArgumentException("the stream is of another device than " + info.name());
  }

  /** Runs the action of an event that is done. */
  void complete(Runnable action) {
    completions.run(action);
  }

  void closed(CpuStream stream) {
    streams.remove(stream);
  }

  void closing(CpuSlab slab) {
    slabs.remove(slab);
    budget.closing(slab.bytes());
  }

  void released(CpuSlab slab) {
    budget.release(slab.bytes());
  }

  private synchronized void register(CpuSlab slab) {
    if (closed) {
      slab.discard();
    }
    checkOpen();
    slabs.add(slab);
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the device " + info.name() + " was closed");
    }
  }
}
