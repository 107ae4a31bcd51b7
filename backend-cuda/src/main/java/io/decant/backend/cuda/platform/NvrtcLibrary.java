package io.decant.backend.cuda.platform;

import io.decant.spi.device.BackendContext;
import io.decant.spi.support.JavaCppFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/** NVRTC, NVIDIA's compiler as a library, reached through JavaCPP. */
public final class NvrtcLibrary {
  /** What to do where it is missing. */
  public static final String REMEDY =
      "install NVIDIA's packages cuda-nvrtc-13-0 and cuda-cudart-13-0, or a toolkit of CUDA 13, or"
          + " put org.bytedeco:cuda:13.1-9.19-1.5.13 with the classifier linux-x86_64-redist on the"
          + " class path";

  private static final String NVRTC = "libnvrtc.so.13";

  /** JavaCPP's NVRTC builds on its run-time library. */
  private static final List<String> LIBRARIES = List.of("libcudart.so.13", NVRTC);

  private NvrtcLibrary() {}

  /** Loads the library once; Java does not tell the reason a second time. */
  private static final class Loaded {
    static final Optional<String> FAILURE = load();

    private Loaded() {}

    private static Optional<String> load() {
      try {
        if (!hasResource(NVRTC)) {
          LIBRARIES.forEach(Toolkits.installed()::load);
        }
        int[] major = new int[1];
        int[] minor = new int[1];
        int result = nvrtc.nvrtcVersion(major, minor);
        return result == nvrtc.NVRTC_SUCCESS
            ? Optional.empty()
            : Optional.of("nvrtcVersion failed: " + result);
      } catch (LinkageError e) {
        return Optional.of(reason(e));
      }
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).strip();
  }

  /** Returns why it is certain that the library is missing, found without loading anything. */
  static Optional<String> absence() {
    String platform = Loader.Detector.getPlatform();
    if (!hasResource("libjninvrtc.so") && platform.startsWith("linux")) {
      return Optional.of(
          "the jar org.bytedeco:cuda with the classifier "
              + platform
              + " is not on the class path");
    }
    return !hasResource(NVRTC) && Toolkits.installed().lack(NVRTC)
        ? Optional.of("NVRTC, which compiles kernels, is missing: there is no " + NVRTC)
        : Optional.empty();
  }

  private static boolean hasResource(String library) {
    String platform = Loader.Detector.getPlatform();
    return nvrtc.class.getResource("/org/bytedeco/cuda/" + platform + "/" + library) != null;
  }

  /**
   * Loads the library, unless it is; its native part is unpacked into the backend's cache folder.
   *
   * @return why it cannot be used; empty when it can
   */
  public static Optional<String> load(BackendContext context) {
    try {
      JavaCppFolder.prepare(context);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return Loaded.FAILURE;
  }
}
