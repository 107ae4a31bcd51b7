package io.decant.backend.cuda.program;

import io.decant.backend.cuda.call.DriverLibrary;
import io.decant.backend.cuda.call.PrimaryContext;
import io.decant.backend.cuda.call.Result;
import io.decant.backend.cuda.platform.FoundDevice;
import io.decant.kernels.KernelSource;
import io.decant.spi.device.BackendContext;
import io.decant.spi.support.Digest;
import io.decant.spi.support.ProgramCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The modules of a device, each made once: from the cache on disk, or else compiled. Thread-safe.
 */
public final class Modules implements AutoCloseable {
  private static final String BACKEND = "cuda";

  private final String device;
  private final PrimaryContext context;
  private final String driver;
  private final Nvrtc compiler;
  private final String compilerIdentity;
  private final ProgramCache cache;
  private final Map<KernelSource, CUmodule> modules = new HashMap<>();

  private Modules(
      String device, PrimaryContext context, String driver, Nvrtc compiler, ProgramCache cache) {
    this.device = device;
    this.context = context;
    this.driver = driver;
    this.compiler = compiler;
    this.compilerIdentity = compiler.identity();
    this.cache = cache;
  }

  /**
   * Makes modules for a device.
   *
   * @param context of the device, stays the caller's
   * @param backend where the folder of compiled programs lies, and where to say things
   */
  public static Modules of(FoundDevice device, PrimaryContext context, BackendContext backend) {
    String name = device.query().name();
    return new Modules(
        name,
        context,
        Integer.toString(DriverLibrary.version()),
        new Nvrtc(name, device.query().capability()),
        new ProgramCache(BACKEND, backend.cacheDirectory().resolve(BACKEND), backend.listener()));
  }

  /**
   * Returns the function of a source, valid until this is closed.
   *
   * @throws io.decant.spi.device.DeviceException when it does not compile, with the build log
   */
  public synchronized CUfunction function(KernelSource source) {
    context.makeCurrent();
    CUmodule module = modules.computeIfAbsent(source, this::module);
    CUfunction function = new CUfunction();
    Result.check(
        JCudaDriver.cuModuleGetFunction(function, module, source.entry()),
        device,
        "cuModuleGetFunction of " + source.entry());
    return function;
  }

  private CUmodule module(KernelSource source) {
    String key = Digest.name(source.text(), compilerIdentity, device, driver);
    Optional<CUmodule> cached = cache.load(key).flatMap(code -> cached(key, code));
    if (cached.isPresent()) {
      return cached.get();
    }
    byte[] code = compiler.compile(source.entry(), source.text());
    CUmodule module = new CUmodule();
    Result.check(
        JCudaDriver.cuModuleLoadData(module, code),
        device,
        "cuModuleLoadData of the kernel " + source.entry());
    cache.store(key, code);
    return module;
  }

  private Optional<CUmodule> cached(String key, byte[] code) {
    CUmodule module = new CUmodule();
    int result = JCudaDriver.cuModuleLoadData(module, code);
    if (isRefusal(result)) {
      cache.discard(key, "is not accepted by the driver");
      return Optional.empty();
    }
    Result.check(result, device, "cuModuleLoadData of " + key);
    return Optional.of(module);
  }

  /** Whether the driver cannot use the code, in contrast to a device that cannot take it now. */
  private static boolean isRefusal(int result) {
    return switch (result) {
      case CUresult.CUDA_ERROR_INVALID_VALUE,
          CUresult.CUDA_ERROR_INVALID_IMAGE,
          CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
          CUresult.CUDA_ERROR_INVALID_PTX,
          CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          CUresult.CUDA_ERROR_INVALID_SOURCE ->
          true;
      default -> false;
    };
  }

  /** Unloads the modules; nothing may run from them any more. */
  @Override
  public synchronized void close() {
    modules.values().forEach(JCudaDriver::cuModuleUnload);
    modules.clear();
  }
}
