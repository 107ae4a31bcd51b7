package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.backend.opencl.clblast.ClBlastProducts;
import io.decant.backend.opencl.platform.FoundDevice;
import io.decant.backend.opencl.program.Programs;
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
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/** An open device: a context of its own. */
final class OpenClDevice implements Device {
  private final DeviceInfo info;
  private final DeviceFacts facts;
  private final BackendListener listener;
  private final cl_context context;
  private final cl_device_id id;
  private final Programs programs;
  private final KernelCompiler compiler;
  private final KernelOperators operators;
  private final ClBlastProducts products;
  private final SlabAllocator allocator;
  private final cl_command_queue hostQueue;
  private final Set<OpenClSlab> slabs = ConcurrentHashMap.newKeySet();
  private final Set<OpenClStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streamNumbers = new AtomicInteger();
  private boolean closed;

  static OpenClDevice open(FoundDevice device, int index, BackendContext context) {
    return new OpenClDevice(device, device.info(index), context);
  }

  private OpenClDevice(FoundDevice device, DeviceInfo info, BackendContext backend) {
    this.info = info;
    this.facts = DeviceTraits.facts(device, backend);
    this.listener = backend.listener();
    this.id = device.query().device();
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform());
    this.context =
        Status.created(
            name(),
            "clCreateContext",
            status ->
                CL.clCreateContext(properties, 1, new cl_device_id[] {id}, null, null, status));
    this.hostQueue = newQueue();
    this.programs = Programs.of(device, context, backend);
    this.allocator = new SlabAllocator(name(), context, hostQueue, facts);
    this.compiler =
        new KernelCompiler(this, id, programs, DeviceTraits.kernels(device, info.kind(), backend));
    this.operators = new KernelOperators(compiler);
    this.products =
        ClBlastProducts.open(
            new ProductDevice(this, id), info.kind(), operators.computeModes(), backend);
  }

  String name() {
    return info.name();
  }

  KernelCompiler compiler() {
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
    return operators.computeModes();
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    MemoryChecks.slab(bytes);
    synchronized (this) {
      checkOpen();
      OpenClSlab slab = new OpenClSlab(this, allocator.allocate(bytes, streams), bytes);
      slabs.add(slab);
      return slab;
    }
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    checkOpen();
    return PinnedMemory.allocate(name(), context, hostQueue, bytes);
  }

  @Override
  public synchronized DeviceStream newStream() {
    checkOpen();
    Completions completions =
        new Completions(OpenClBackendProvider.NAME, streamNumbers.incrementAndGet(), listener);
    OpenClStream stream = new OpenClStream(this, newQueue(), completions);
    streams.add(stream);
    return stream;
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    synchronized (this) {
      checkOpen();
    }
    Optional<Executable> product = products.prepare(spec, options);
    return product.isPresent() ? product : operators.prepare(spec, options);
  }

  /** Waits for the streams, releases slabs, programs and the context. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    streams.forEach(this::close);
    slabs.forEach(OpenClSlab::close);
    products.close();
    programs.close();
    CL.clReleaseCommandQueue(hostQueue);
    CL.clReleaseContext(context);
  }

  /** A stream that failed does not keep the rest from being released. */
  private void close(OpenClStream stream) {
    try {
      stream.close();
    } catch (DeviceException e) {
      listener.warning(OpenClBackendProvider.NAME + ": closing a stream: " + e.getMessage());
    }
  }

  /** Returns the slab as this device's. */
  OpenClSlab own(DeviceSlab slab) {
    return Owned.require(slab, OpenClSlab.class, this, "slab");
  }

  /** Returns the stream as this device's. */
  OpenClStream own(DeviceStream stream) {
    return Owned.require(stream, OpenClStream.class, this, "stream");
  }

  /** Returns the event as this device's. */
  OpenClEvent own(DeviceEvent event) {
    return Owned.require(event, OpenClEvent.class, this, "event");
  }

  void closed(OpenClStream stream) {
    streams.remove(stream);
  }

  void closed(OpenClSlab slab) {
    slabs.remove(slab);
    allocator.released(slab.bytes());
  }

  @SuppressWarnings("deprecation") // its successor needs OpenCL 2.0
  private cl_command_queue newQueue() {
    return Status.created(
        name(),
        "clCreateCommandQueue",
        status -> CL.clCreateCommandQueue(context, id, CL.CL_QUEUE_PROFILING_ENABLE, status));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the device " + name() + " was closed");
    }
  }
}
