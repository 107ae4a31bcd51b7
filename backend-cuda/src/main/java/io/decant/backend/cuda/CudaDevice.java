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
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
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
import io.decant.spi.support.Owned;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;

/** An open device: a share in the process's context on it. */
final class CudaDevice implements Device, NativeDevice {
  private final DeviceInfo info;
  private final DeviceFacts facts;
  private final BackendListener listener;
  private final PrimaryContext context;
  private final long largestPitch;
  private final Modules modules;
  private final KernelCompiler compiler;
  private final KernelOperators kernels;
  private final LibraryOperators libraries;
  private final SlabAllocator allocator;
  private final SlabAllocator trialAllocator;
  private final Set<CudaSlab> slabs = ConcurrentHashMap.newKeySet();
  private final Set<CudaStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streamNumbers = new AtomicInteger();
  private boolean closed;

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
    DeviceQuery query = device.query();
    this.info = info;
    this.facts = DeviceTraits.facts(query, backend);
    this.listener = backend.listener();
    this.context = context;
    this.largestPitch = query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_PITCH);
    this.modules = Modules.of(device, context, backend);
    this.compiler = new KernelCompiler(this, modules, DeviceTraits.kernels(query));
    this.kernels = new KernelOperators(compiler);
    this.allocator = new SlabAllocator(name(), new MemoryBudget(name(), facts.memoryBytes()));
    this.trialAllocator = new SlabAllocator(name(), new MemoryBudget(name(), Long.MAX_VALUE));
    this.libraries = LibraryOperators.open(this, Preparation.of(kernels), name(), backend);
  }

  String name() {
    return info.name();
  }

  PrimaryContext context() {
    return context;
  }

  long largestPitch() {
    return largestPitch;
  }

  KernelDevice compiler() {
    return compiler;
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

  private synchronized DeviceSlab allocate(long bytes, SlabAllocator from) {
    MemoryChecks.slab(bytes);
    checkOpen();
    context.makeCurrent();
    CudaSlab slab = new CudaSlab(this, from, from.allocate(bytes), bytes);
    slabs.add(slab);
    return slab;
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    checkOpen();
    return PinnedMemory.allocate(name(), context, bytes);
  }

  @Override
  public synchronized DeviceStream newStream() {
    checkOpen();
    context.makeCurrent();
    Completions completions =
        new Completions(CudaBackendProvider.NAME, streamNumbers.incrementAndGet(), listener);
    CudaStream stream = new CudaStream(this, completions);
    streams.add(stream);
    return stream;
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    synchronized (this) {
      checkOpen();
    }
    return context.call(
        () -> libraries.prepare(spec, options).or(() -> kernels.prepare(spec, options)));
  }

  @Override
  public OptionalDouble seconds(OpSpec spec, PrepareOptions options) {
    synchronized (this) {
      checkOpen();
    }
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

  /** Waits for the streams, releases slabs, libraries, modules and the share in the context. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    streams.forEach(this::close);
    slabs.forEach(CudaSlab::close);
    context.tryCurrent();
    libraries.close();
    modules.close();
    context.close();
  }

  /** A stream that failed does not keep the rest from being released. */
  private void close(CudaStream stream) {
    try {
      stream.close();
    } catch (DeviceException e) {
      listener.warning(CudaBackendProvider.NAME + ": closing a stream: " + e.getMessage());
    }
  }

  /** Returns the slab as this device's. */
  CudaSlab own(DeviceSlab slab) {
    return Owned.require(slab, CudaSlab.class, this, "slab");
  }

  /** Returns the stream as this device's. */
  CudaStream own(DeviceStream stream) {
    return Owned.require(stream, CudaStream.class, this, "stream");
  }

  /** Returns the event as this device's. */
  CudaEvent own(DeviceEvent event) {
    return Owned.require(event, CudaEvent.class, this, "event");
  }

  void closed(CudaStream stream) {
    streams.remove(stream);
  }

  void closed(CudaSlab slab) {
    slabs.remove(slab);
  }

  @Override
  public Optional<Recorder> recorder() {
    return Optional.of(new CudaRecorder(this));
  }

  /** Waits for all that is enqueued, whatever becomes of it. */
  void finish() {
    streams.forEach(CudaStream::finish);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the device " + name() + " was closed");
    }
  }
}
