package io.decant.backend.cpu;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.kernel.Kernels;
import io.decant.backend.cpu.memory.Storage;
import io.decant.backend.cpu.work.WorkerPool;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.HostDevice;
import java.util.Optional;

/** The host as a device. */
final class CpuDevice extends HostDevice<CpuSlab, CpuStream, CpuEvent> {
  private final WorkerPool pool;
  private final Kernels kernels;

  CpuDevice(DeviceInfo info, BackendContext context, Blas blas, int threads) {
    super(CpuSlab.class, CpuStream.class, CpuEvent.class, info, CpuBackendProvider.NAME, context);
    this.pool = new WorkerPool(threads);
    this.kernels = new Kernels(blas);
  }

  @Override
  protected CpuSlab newSlab(long bytes) {
    return new CpuSlab(this, Storage.allocate(bytes), bytes);
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
    super.release();
  }
}
