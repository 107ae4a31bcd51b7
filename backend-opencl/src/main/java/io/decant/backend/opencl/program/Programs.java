package io.decant.backend.opencl.program;

import io.decant.backend.opencl.call.Status;
import io.decant.backend.opencl.platform.FoundDevice;
import io.decant.kernels.KernelSource;
import io.decant.spi.device.BackendContext;
import io.decant.spi.support.Digest;
import io.decant.spi.support.ProgramCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/**
 * The programs of a device, each made once: from the cache on disk, or else compiled. Thread-safe.
 */
public final class Programs implements AutoCloseable {
  private static final String BACKEND = "opencl";

  private final String device;
  private final String driver;
  private final Compiler compiler;
  private final ProgramCache cache;
  private final Map<KernelSource, cl_program> programs = new HashMap<>();

  /** Makes programs with a compiler, whose results the cache keeps. */
  Programs(String device, String driver, Compiler compiler, ProgramCache cache) {
    this.device = device;
    this.driver = driver;
    this.compiler = compiler;
    this.cache = cache;
  }

  /**
   * Makes programs for a device of a context.
   *
   * @param backend where the folder of compiled programs lies, and where to say things
   */
  public static Programs of(FoundDevice device, cl_context context, BackendContext backend) {
    String name = device.query().name();
    return new Programs(
        name,
        device.platformName() + " " + device.driver(),
        new Compiler(name, context, device.query().device()),
        new ProgramCache(BACKEND, backend.cacheDirectory().resolve(BACKEND), backend.listener()));
  }

  /**
   * Returns a new kernel, which the caller releases.
   *
   * @throws io.decant.spi.device.DeviceException when it does not compile, with the build log
   */
  public synchronized cl_kernel kernel(KernelSource source) {
    cl_program program = programs.computeIfAbsent(source, this::program);
    return Status.created(
        device,
        "clCreateKernel of " + source.entry(),
        status -> CL.clCreateKernel(program, source.entry(), status));
  }

  private cl_program program(KernelSource source) {
    String key = Digest.name(source.text(), Compiler.OPTIONS, device, driver);
    Optional<cl_program> cached = cache.load(key).flatMap(binary -> load(key, binary));
    if (cached.isPresent()) {
      return cached.get();
    }
    cl_program program = compiler.compile(source.entry(), source.text());
    compiler.binary(program).ifPresent(binary -> cache.store(key, binary));
    return program;
  }

  private Optional<cl_program> load(String key, byte[] binary) {
    Optional<cl_program> program = compiler.load(binary);
    if (program.isEmpty()) {
      cache.discard(key, "is not accepted by the driver");
    }
    return program;
  }

  /** Releases the programs; kernels keep theirs. */
  @Override
  public synchronized void close() {
    programs.values().forEach(CL::clReleaseProgram);
    programs.clear();
  }
}
