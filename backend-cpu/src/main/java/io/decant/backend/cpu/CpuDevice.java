package io.decant.backend.cpu;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.kernel.Kernels;
import io.decant.backend.cpu.work.WorkerPool;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryBudget;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.OwningDevice;
import java.util.Optional;
import java.util.Set;

/** The host as a device. */
final class CpuDevice extends OwningDevice<CpuSlab, CpuStream, CpuEvent> {
  private static final int VIEW_ALIGNMENT = 64;

  private final DeviceFacts facts;
  private final MemoryBudget budget;
  private final WorkerPool pool;
  private final Kernels kernels;
  private final Completions completions;

  CpuDevice(DeviceInfo info, BackendContext context, Blas blas, int threads) {
    super(CpuSlab.class, CpuStream.class, CpuEvent.class, info, context.listener());
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
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    MemoryChecks.slab(bytes);
    return add(() -> budget.take(bytes, () -> new CpuSlab(this, bytes)));
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    MemoryChecks.pinned(bytes);
    checkOpen();
    return HostMemory.allocate(bytes);
  }

  @Override
  protected CpuStream openStream(int number) {
    return new CpuStream(this, "decant-cpu-stream-" + number, pool);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return kernels.prepare(spec, options).map(kernel -> new CpuExecutable(this, spec, kernel));
  }

  /** Ends the threads. */
  @Override
  protected void release() {
    pool.close();
    completions.close();
  }

  /** Runs the action of an event that is done. */
  void complete(Runnable action) {
    completions.run(action);
  }

  void closing(CpuSlab slab) {
    forget(slab);
    budget.closing(slab.bytes());
  }

  void closed(CpuSlab slab) {
    budget.closed(slab.bytes());
  }
}
