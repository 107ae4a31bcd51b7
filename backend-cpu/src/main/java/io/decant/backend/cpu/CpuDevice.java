package io.decant.backend.cpu;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.kernel.Kernels;
import io.decant.backend.cpu.work.WorkerPool;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryBudget;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The host as a device. */
final class CpuDevice implements Device {
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
    this.info = info;
    long memory = Math.min(info.memoryBytes(), context.memoryLimit().orElse(Long.MAX_VALUE));
    this.facts =
        new DeviceFacts(
            memory, memory, VIEW_ALIGNMENT, true, 1, Set.of(DType.FLOAT32, DType.INT32));
    this.budget = new MemoryBudget(CpuBackendProvider.NAME, memory);
    this.pool = new WorkerPool(threads);
    this.kernels = new Kernels(blas);
    this.completions = new Completions(CpuBackendProvider.NAME, 1, context.listener());
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
    MemoryChecks.slab(bytes);
    checkOpen();
    budget.take(bytes);
    CpuSlab slab;
    try {
      slab = new CpuSlab(this, bytes);
    } catch (RuntimeException | Error e) {
      budget.release(bytes);
      throw e;
    }
    register(slab);
    return slab;
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    MemoryChecks.pinned(bytes);
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
    return Owned.require(slab, CpuSlab.class, this, "slab");
  }

  /** Returns the stream as this device's. */
  CpuStream own(DeviceStream stream) {
    return Owned.require(stream, CpuStream.class, this, "stream");
  }

  /** Returns the event as this device's. */
  CpuEvent own(DeviceEvent event) {
    return Owned.require(event, CpuEvent.class, this, "event");
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

  void closed(CpuSlab slab) {
    budget.closed(slab.bytes());
  }

  private synchronized void register(CpuSlab slab) {
    if (closed) {
      slab.close();
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
