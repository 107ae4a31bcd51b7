package io.decant.backend.cuda.platform;

import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * Loads a library and asks it for its version. As a program of its own it may be ended by a library
 * that does not fit; the process that started it learns that, and goes on.
 */
public final class Probe {
  /** What the line with the answer begins with. */
  static final String ANSWER = "version ";

  private static final int MAJOR = 0;
  private static final int MINOR = 1;
  private static final int PATCH = 2;

  private Probe() {}

  /** Prints the version; takes the library's name, then the files to load first. */
  @SuppressWarnings("SystemOut") // the answer
  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      System.load(arguments[i]);
    }
    System.out.println(ANSWER + load(CudaLibrary.valueOf(arguments[0])));
  }

  /**
   * Loads a library, and returns its version.
   *
   * @throws LinkageError when it cannot be loaded
   */
  static String load(CudaLibrary library) {
    switch (library) {
      case CUBLAS:
        Loader.load(cublas.class);
        return property(MAJOR) + "." + property(MINOR) + "." + property(PATCH);
      case CUDNN:
        Loader.load(cudnn.class);
        long version = cudnn.cudnnGetVersion();
        return version / 10000 + "." + version / 100 % 100 + "." + version % 100;
      case NVRTC:
        Loader.load(nvrtc.class);
        int[] major = new int[1];
        int[] minor = new int[1];
        check(nvrtc.nvrtcVersion(major, minor), "nvrtcVersion");
        return major[0] + "." + minor[0];
    }
    throw new IllegalArgumentException("there is no library " + library);
  }

  private static int property(int which) {
    int[] value = new int[1];
    check(cublas.cublasLtGetProperty(which, value), "cublasLtGetProperty");
    return value[0];
  }

  private static void check(int status, String function) {
    if (status != 0) {
      throw new LinkageError(function + " returned " + status);
    }
  }
}
