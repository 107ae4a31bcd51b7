package io.decant.backend.cpu.blas;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * Loads OpenBLAS. Its symbols are made global at once: where a symbol is not, JavaCPP asks one
 * library after another, with a lock of the dynamic linker held that loading a library takes last
 * and each such question first. A thread that loads another library meanwhile, as the Java platform
 * does for its management beans, would wait for this one for ever, and this one for it.
 */
final class OpenBlasLibrary {
  private static final String NAME = "openblas_nolapack";

  /** Sets of kernels that the library has for x86, all of them. */
  private static final List<String> X86_CORES =
      List.of(
          ("PRESCOTT CORE2 NEHALEM BARCELONA SANDYBRIDGE BULLDOZER PILEDRIVER STEAMROLLER EXCAVATOR"
                  + " HASWELL ZEN SKYLAKEX COOPERLAKE SAPPHIRERAPIDS")
              .split(" "));

  private static final List<String> ARM_CORES =
      List.of(
          "ARMV8 ARMV8SVE CORTEXA53 CORTEXA57 NEOVERSEN1 NEOVERSEV1 NEOVERSEN2 THUNDERX2T99"
              .split(" "));

  private OpenBlasLibrary() {}

  /**
   * Loads the library and has it compute in the thread that calls it.
   *
   * @return the name of the processor family whose kernels it chose, or "unknown"
   * @throws LinkageError when it cannot be loaded
   */
  static String load() {
    Loader.load(openblas_nolapack.class);
    for (Map.Entry<String, String> library : Loader.getLoadedLibraries().entrySet()) {
      if (library.getKey().startsWith(NAME)) {
        Loader.loadGlobal(library.getValue());
      }
    }
    Pointer setThreads = Loader.addressof("openblas_set_num_threads");
    if (setThreads == null) {
      throw new UnsatisfiedLinkError("the library has no openblas_set_num_threads");
    }
    new SetNumThreads() {}.put(setThreads).call(1);
    return chosenCore();
  }

  /** The library's pointer to its table of kernels equals the address of one of the tables. */
  private static String chosenCore() {
    Pointer variable = Loader.addressof("gotoblas");
    if (variable == null) {
      return "unknown";
    }
    long table = new LongPointer(variable).get();
    for (String name : Loader.getPlatform().contains("x86") ? X86_CORES : ARM_CORES) {
      Pointer candidate = Loader.addressof("gotoblas_" + name);
      if (candidate != null && candidate.address() == table) {
        return name;
      }
    }
    return "unknown";
  }
}
