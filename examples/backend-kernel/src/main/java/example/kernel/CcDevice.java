package example.kernel;

import io.decant.kernels.KernelOperators;
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

/** Memory of the host, streams that are threads, and operators made of kernels. */
final class CcDevice extends OwningDevice<CcSlab, CcStream, CcEvent> {
  private static final int ALIGNMENT = 64;

  private final DeviceFacts facts;
  private final MemoryBudget budget;
  private final Libraries libraries;
  private final KernelOperators operators;
  private final Completions completions;

  CcDevice(DeviceInfo info, Compiler compiler, BackendContext context) {
    super(CcSlab.class, CcStream.class, CcEvent.class, info, context.listener());
    Bridge.load(compiler);
    long memory = Math.min(info.memoryBytes(), context.memoryLimit().orElse(Long.MAX_VALUE));
    this.facts =
        new DeviceFacts(memory, memory, ALIGNMENT, true, 1, Set.of(DType.FLOAT32, DType.INT32));
    this.budget = new MemoryBudget(CcProvider.NAME, memory);
    this.libraries = new Libraries(compiler, context);
    this.operators = new KernelOperators(new CcKernels(this, libraries));
    this.completions = new Completions(CcProvider.NAME, 1, context.listener());
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    MemoryChecks.slab(bytes);
    return add(() -> budget.take(bytes, () -> new CcSlab(this, bytes)));
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    MemoryChecks.pinned(bytes);
    checkOpen();
    return HostMemory.allocate(bytes);
  }

  @Override
  protected CcStream openStream(int number) {
    return new CcStream(this, number);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return operators.prepare(spec, options);
  }

  @Override
  protected void release() {
    libraries.close();
    completions.close();
  }

  /** Runs the action of an event that is done. */
  void complete(Runnable action) {
    completions.run(action);
  }

  void closing(CcSlab slab) {
    forget(slab);
    budget.closing(slab.bytes());
  }

  void closed(CcSlab slab) {
    budget.closed(slab.bytes());
  }
}
