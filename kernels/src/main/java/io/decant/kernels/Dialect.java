package io.decant.kernels;

/**
 * The prelude that turns the portable dialect into a language. The two that exist: {@link #OPENCL}
 * passes a buffer as a memory object and a 64-bit offset in bytes, two arguments; {@link #CUDA}
 * passes a pointer.
 *
 * @param name for logs
 * @param prelude macros, as the package page lists them
 */
public record Dialect(String name, String prelude) {
  /** OpenCL C 1.2. */
  public static final Dialect OPENCL = new Dialect("OpenCL C", Sources.read("opencl.prelude"));

  /** CUDA C++, as NVRTC compiles it; HIP reads it, too. */
  public static final Dialect CUDA = new Dialect("CUDA C++", Sources.read("cuda.prelude"));
}
