package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.backend.opencl.clblast.ClBlastProducts;
import io.decant.backend.opencl.platform.FoundDevice;
import io.decant.backend.opencl.program.Programs;
import io.decant.kernels.KernelOperators;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Completions;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.OwningDevice;
import java.util.Optional;
import java.util.Set;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/** An open device: a context of its own. */
final class OpenClDevice extends OwningDevice<OpenClSlab, OpenClStream, OpenClEvent> {
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

  static OpenClDevice open(FoundDevice device, int index, BackendContext context) {
    return new OpenClDevice(device, device.info(index), context);
  }

  private OpenClDevice(FoundDevice device, DeviceInfo info, BackendContext backend) {
    super(OpenClSlab.class, OpenClStream.class, OpenClEvent.class, info, backend.listener());
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
    return info().name();
  }

  KernelCompiler compiler() {
    return compiler;
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
    return add(() -> new OpenClSlab(this, allocator, allocator.allocate(bytes, streams()), bytes));
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    checkOpen();
    MemoryChecks.pinned(bytes, maxPinnedBytes());
    return PinnedMemory.allocate(name(), context, hostQueue, bytes);
  }

  @Override
  protected OpenClStream openStream(int number) {
    Completions completions = new Completions(OpenClBackendProvider.NAME, number, listener);
    return new OpenClStream(this, newQueue(), completions);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    Optional<Executable> product = products.prepare(spec, options);
    return product.isPresent() ? product : operators.prepare(spec, options);
  }

  /** Releases programs and the context. */
  @Override
  protected void release() {
    products.close();
    programs.close();
    CL.clReleaseCommandQueue(hostQueue);
    CL.clReleaseContext(context);
  }

  @SuppressWarnings("deprecation") // its successor needs OpenCL 2.0
  private cl_command_queue newQueue() {
    return Status.created(
        name(),
        "clCreateCommandQueue",
        status -> CL.clCreateCommandQueue(context, id, CL.CL_QUEUE_PROFILING_ENABLE, status));
  }
}
