package io.decant.backend.opencl.program;

import io.decant.backend.opencl.call.Status;
import io.decant.kernels.KernelSource;
import java.util.HashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** The programs of a device, each compiled once. Thread-safe. */
public final class Programs implements AutoCloseable {
  private final String name;
  private final Compiler compiler;
  private final Map<KernelSource, cl_program> programs = new HashMap<>();

  /** Compiles for a device of a context. */
  public Programs(String name, cl_context context, cl_device_id device) {
    this.name = name;
    this.compiler = new Compiler(name, context, device);
  }

  /**
   * Returns a new kernel, which the caller releases.
   *
   * @throws io.decant.spi.device.DeviceException when it does not compile, with the build log
   */
  public synchronized cl_kernel kernel(KernelSource source) {
    cl_program program =
        programs.computeIfAbsent(source, absent -> compiler.compile(absent.entry(), absent.text()));
    return Status.created(
        name,
        "clCreateKernel of " + source.entry(),
        status -> CL.clCreateKernel(program, source.entry(), status));
  }

  /** Releases the programs; kernels keep theirs. */
  @Override
  public synchronized void close() {
    programs.values().forEach(CL::clReleaseProgram);
    programs.clear();
  }
}
