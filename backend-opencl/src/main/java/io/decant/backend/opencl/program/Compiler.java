package io.decant.backend.opencl.program;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/** The driver's compiler. Thread-safe. */
final class Compiler {
  /** Formulas keep their rounding: no reassociation, no assumption that numbers are finite. */
  static final String OPTIONS = "-cl-std=CL1.2";

  private final String name;
  private final cl_context context;
  private final cl_device_id device;

  Compiler(String name, cl_context context, cl_device_id device) {
    this.name = name;
    this.context = context;
    this.device = device;
  }

  /**
   * Compiles a text.
   *
   * @throws DeviceException when it does not compile, with the build log
   */
  cl_program compile(String entry, String text) {
    cl_program program =
        Status.created(
            name,
            "clCreateProgramWithSource",
            status -> CL.clCreateProgramWithSource(context, 1, new String[] {text}, null, status));
    int status = build(program);
    if (status != CL.CL_SUCCESS) {
      String log = log(program);
      CL.clReleaseProgram(program);
      throw new DeviceException(
          name
              + ": the kernel "
              + entry
              + " does not compile: "
              + Status.name(status)
              + (log.isEmpty() ? "" : "; the compiler says:\n" + log));
    }
    return program;
  }

  /** Returns the compiled form of a program; empty where the driver does not give it away. */
  Optional<byte[]> binary(cl_program program) {
    long[] size = new long[1];
    int status =
        CL.clGetProgramInfo(
            program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
    if (status != CL.CL_SUCCESS || size[0] < 1 || size[0] > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    byte[] binary = new byte[(int) size[0]];
    status =
        CL.clGetProgramInfo(
            program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(Pointer.to(binary)), null);
    return status == CL.CL_SUCCESS ? Optional.of(binary) : Optional.empty();
  }

  /** Makes a program from its compiled form; empty where the driver does not accept it. */
  Optional<cl_program> load(byte[] binary) {
    int[] status = new int[1];
    cl_program program =
        CL.clCreateProgramWithBinary(
            context,
            1,
            new cl_device_id[] {device},
            new long[] {binary.length},
            new byte[][] {binary},
            null,
            status);
    if (status[0] != CL.CL_SUCCESS) {
      return Optional.empty();
    }
    if (build(program) != CL.CL_SUCCESS) {
      CL.clReleaseProgram(program);
      return Optional.empty();
    }
    return Optional.of(program);
  }

  private int build(cl_program program) {
    return CL.clBuildProgram(program, 1, new cl_device_id[] {device}, OPTIONS, null, null);
  }

  private String log(cl_program program) {
    long[] size = new long[1];
    if (CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size)
        != CL.CL_SUCCESS) {
      return "";
    }
    byte[] raw = new byte[Math.toIntExact(size[0])];
    CL.clGetProgramBuildInfo(
        program, device, CL.CL_PROGRAM_BUILD_LOG, raw.length, Pointer.to(raw), null);
    return new String(raw, StandardCharsets.UTF_8).replace("\0", "").strip();
  }
}
