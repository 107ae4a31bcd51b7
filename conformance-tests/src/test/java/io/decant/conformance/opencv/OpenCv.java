package io.decant.conformance.opencv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenCV's DNN module in a process of its own: Python, by default Debian's with the package
 * python3-opencv; {@code DECANT_PYTHON} names another.
 */
final class OpenCv {
  private static final String REQUIRE = "DECANT_REQUIRE_OPENCV";
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("DECANT_PYTHON")).orElse("/usr/bin/python3");
  private static final long LIMIT_SECONDS = 120;

  private OpenCv() {}

  /** Skips the test that runs where OpenCV is missing, or fails it where it is asked for. */
  static void assumeInstalled(Path folder) throws IOException, InterruptedException {
    String missing = "OpenCV is not installed: '" + PYTHON + "' cannot import cv2";
    if (Files.isExecutable(Path.of(PYTHON))
        && run(folder, List.of(PYTHON, "-c", "import cv2")) == 0) {
      return;
    }
    if ("1".equals(System.getenv(REQUIRE))) {
      Assertions.fail(REQUIRE + " asks for it; " + missing + "; apt-get install python3-opencv");
    }
    Assumptions.abort("skipped: " + missing);
  }

  /**
   * Runs {@code net.prototxt} in a folder.
   *
   * @param inputs names and shapes, as {@code NAME=N,C,H,W}; their numbers are in {@code NAME.f32}
   * @param layer the layer whose output is returned
   */
  static float[] forward(Path folder, List<String> inputs, String layer)
      throws IOException, InterruptedException {
    Path script = folder.resolve("forward.py");
    try (InputStream in = OpenCv.class.getResourceAsStream("forward.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of(PYTHON, script.toString(), folder.toString(), layer));
    command.addAll(inputs);
    if (run(folder, command) != 0) {
      throw new AssertionError("OpenCV failed: " + Files.readString(log(folder)));
    }
    return read(folder.resolve(layer + ".opencv.f32"));
  }

  private static int run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(folder).toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " takes longer than " + LIMIT_SECONDS + " s");
    }
    return process.exitValue();
  }

  private static Path log(Path folder) {
    return folder.resolve("opencv.log");
  }

  static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static float[] read(Path file) throws IOException {
    float[] values = new float[(int) (Files.size(file) / Float.BYTES)];
    ByteBuffer.wrap(Files.readAllBytes(file))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
