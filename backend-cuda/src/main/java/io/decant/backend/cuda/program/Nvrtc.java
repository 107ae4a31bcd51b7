package io.decant.backend.cuda.program;

import io.decant.backend.cuda.platform.Capability;
import io.decant.spi.device.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * NVIDIA's compiler, for one device. Where the device is newer than the compiler, it makes code for
 * the newest that it knows, which the driver translates. Thread-safe.
 */
final class Nvrtc {
  private final String device;
  private final List<String> options;
  private final boolean translated;

  /**
   * Compiles for a device.
   *
   * @param device name, for errors
   */
  Nvrtc(String device, Capability capability) {
    this.device = device;
    int newest = newest();
    this.translated = capability.number() > newest;
    String architecture = translated ? "compute_" + newest : "sm_" + capability.number();
    /* Formulas keep their rounding: no contraction but where it is written. */
    this.options = List.of("--gpu-architecture=" + architecture, "--fmad=false");
  }

  private int newest() {
    int[] count = new int[1];
    check(nvrtc.nvrtcGetNumSupportedArchs(count), "nvrtcGetNumSupportedArchs");
    int[] architectures = new int[Math.max(1, count[0])];
    check(nvrtc.nvrtcGetSupportedArchs(architectures), "nvrtcGetSupportedArchs");
    return Arrays.stream(architectures).max().orElse(0);
  }

  /** Returns all that decides what becomes of a text. */
  String identity() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtc.nvrtcVersion(major, minor), "nvrtcVersion");
    return "NVRTC " + major[0] + "." + minor[0] + " " + String.join(" ", options);
  }

  /**
   * Compiles a text.
   *
   * @throws DeviceException when it does not compile, with the build log
   */
  byte[] compile(String entry, String text) {
    try (_nvrtcProgram program = new _nvrtcProgram();
        BytePointer source = new BytePointer(text, StandardCharsets.UTF_8);
        BytePointer name = new BytePointer(entry + ".cu", StandardCharsets.UTF_8);
        PointerPointer<BytePointer> arguments =
            new PointerPointer<>(options.toArray(String[]::new))) {
      check(
          nvrtc.nvrtcCreateProgram(
              program, source, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
          "nvrtcCreateProgram");
      try {
        int result = nvrtc.nvrtcCompileProgram(program, options.size(), arguments);
        if (result != nvrtc.NVRTC_SUCCESS) {
          throw new DeviceException(
              device
                  + ": the kernel "
                  + entry
                  + " does not compile: "
                  + name(result)
                  + "; the compiler says:\n"
                  + log(program));
        }
        return code(program);
      } finally {
        nvrtc.nvrtcDestroyProgram(program);
      }
    }
  }

  private byte[] code(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(
          translated
              ? nvrtc.nvrtcGetPTXSize(program, size)
              : nvrtc.nvrtcGetCUBINSize(program, size),
          "the size of compiled code");
      byte[] code = new byte[Math.toIntExact(size.get())];
      check(
          translated ? nvrtc.nvrtcGetPTX(program, code) : nvrtc.nvrtcGetCUBIN(program, code),
          "compiled code");
      return code;
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      if (nvrtc.nvrtcGetProgramLogSize(program, size) != nvrtc.NVRTC_SUCCESS) {
        return "";
      }
      byte[] log = new byte[Math.toIntExact(size.get())];
      nvrtc.nvrtcGetProgramLog(program, log);
      return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
  }

  private void check(int result, String operation) {
    if (result != nvrtc.NVRTC_SUCCESS) {
      throw new DeviceException(device + ": " + operation + " failed: " + name(result));
    }
  }

  private static String name(int result) {
    try (BytePointer text = nvrtc.nvrtcGetErrorString(result)) {
      return text.getString() + " (" + result + ")";
    }
  }
}
