package io.decant.backend.cuda;

import io.decant.backend.cuda.call.PrimaryContext;
import io.decant.backend.cuda.operator.LibraryOperators;
import io.decant.backend.cuda.operator.NativeDevice;
import io.decant.backend.cuda.operator.Preparation;
import io.decant.backend.cuda.platform.DeviceQuery;
import io.decant.backend.cuda.platform.FoundDevice;
import io.decant.backend.cuda.program.Modules;
import io.decant.kernels.KernelDevice;
import io.decant.kernels.KernelOperators;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.Recorder;
import io.decant.spi.device.View;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryBudget;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.OwningDevice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;

/** An open device: a share in the process's context on it. */
final class CudaDevice extends OwningDevice<CudaSlab, CudaStream, CudaEvent>
    implements NativeDevice {
  private final DeviceFacts facts;
  private final BackendListener listener;
  private final PrimaryContext context;
  private final EventPool events;
  private final long largestPitch;
  private final Modules modules;
  private final KernelCompiler compiler;
  private final KernelOperators kernels;
  private final LibraryOperators libraries;
  private final SlabAllocator allocator;
  private final SlabAllocator trialAllocator;

  static CudaDevice open(FoundDevice device, int index, BackendContext backend) {
    PrimaryContext context = new PrimaryContext(device.query().name(), device.query().device());
    try {
      context.makeCurrent();
      return new CudaDevice(device, device.info(index), context, backend);
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  private CudaDevice(
      FoundDevice device, DeviceInfo info, PrimaryContext context, BackendContext backend) {
    super(CudaSlab.class, CudaStream.class, CudaEvent.class, info, backend.listener());
    DeviceQuery query = device.query();
    this.facts = DeviceTraits.facts(query, backend);
    this.listener = backend.listener();
    this.context = context;
    this.events = new EventPool(name());
    this.largestPitch = query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_PITCH);
    this.modules = Modules.of(device, context, backend);
    this.compiler = new KernelCompiler(this, modules, DeviceTraits.kernels(query));
    this.kernels = new KernelOperators(compiler);
    this.allocator = new SlabAllocator(name(), new MemoryBudget(name(), facts.memoryBytes()));
    this.trialAllocator = new SlabAllocator(name(), new MemoryBudget(name(), Long.MAX_VALUE));
    this.libraries = LibraryOperators.open(this, Preparation.of(kernels), name(), backend);
  }

  String name() {
    return info().name();
  }

  PrimaryContext context() {
    return context;
  }

  /** Returns the native events of its streams. */
  EventPool events() {
    return events;
  }

  long largestPitch() {
    return largestPitch;
  }

  KernelDevice compiler() {
    return compiler;
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public Set<ComputeMode> computeModes() {
    return kernels.computeModes();
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    return allocate(bytes, allocator);
  }

  @Override
  public DeviceSlab allocateForTrials(long bytes) {
    return allocate(bytes, trialAllocator);
  }

  private DeviceSlab allocate(long bytes, SlabAllocator from) {
    MemoryChecks.slab(bytes);
    return add(
        () -> {
          context.makeCurrent();
          return new CudaSlab(this, from, from.allocate(bytes), bytes);
        });
  }

  /** The driver pins any size that the system has. */
  @Override
  public long maxPinnedBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    checkOpen();
    MemoryChecks.pinned(bytes, maxPinnedBytes());
    return PinnedMemory.allocate(name(), context, bytes);
  }

  @Override
  protected CudaStream openStream(int number) {
    context.makeCurrent();
    return new CudaStream(this, new Completions(CudaBackendProvider.NAME, number, listener));
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return context.call(
        () -> libraries.prepare(spec, options).or(() -> kernels.prepare(spec, options)));
  }

  @Override
  public OptionalDouble seconds(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return libraries.seconds(spec, options);
  }

  @Override
  public <T> T call(Supplier<T> call) {
    return context.call(call);
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> views, NativeCall call) {
    CudaStream target = own(stream);
    try (HeldSlabs held = new HeldSlabs(views.size())) {
      for (View view : views) {
        held.add(own(view.slab()), view.offset());
      }
      target.enqueue(
          "a library",
          on -> {
            call.enqueue(target.handle(), held.addresses());
            return CUresult.CUDA_SUCCESS;
          });
    }
  }

  /** Releases libraries, modules and the share in the context. */
  @Override
  protected void release() {
    context.tryCurrent();
    libraries.close();
    modules.close();
    events.close();
    context.close();
  }

  @Override
  public Optional<Recorder> recorder() {
    return Optional.of(new CudaRecorder(this));
  }

  /** Waits for all that is enqueued, whatever becomes of it. */
  void finish() {
    streams().forEach(CudaStream::finish);
  }
}
