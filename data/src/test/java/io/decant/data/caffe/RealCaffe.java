package io.decant.data.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the real Caffe in a process of its own: the programs of benchmarks/caffe-oracle, whose class
 * path is the property {@code decant.caffe.classpath}.
 */
final class RealCaffe {
  /** 128 and the signal by which CaffeForward ends itself. */
  private static final int KILLED = 137;

  private final Path folder;

  RealCaffe(Path folder) {
    this.folder = folder;
  }

  /** Runs a program, which must end well. */
  void run(String program, Object... arguments) throws IOException {
    run(0, program, arguments);
  }

  private void run(int expected, String program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("decant.caffe.classpath"));
    command.add("io.decant.benchmarks." + program);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path log = folder.resolve("caffe.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int code = process.waitFor();
      assertEquals(expected, code, () -> read(log));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs a net forward by the real Caffe; returns a blob after a pass. */
  float[] forward(String net, Phase phase, int passes, String blob) throws IOException {
    Path output = Files.createTempDirectory(folder, "blobs");
    Path file = Files.writeString(folder.resolve("net.prototxt"), net);
    run(KILLED, "CaffeForward", file, phase, passes, output);
    byte[] bytes = Files.readAllBytes(output.resolve((passes - 1) + "." + blob));
    FloatBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** Runs a net forward by Decant; returns a blob after a pass. */
  float[] decant(String net, Phase phase, int passes, String blob) throws IOException {
    Path file = Files.writeString(folder.resolve("net.prototxt"), net);
    try (Decant decant = Decant.open();
        Net made = decant.net(file).phase(phase).directory(folder).build()) {
      for (int pass = 0; pass < passes; pass++) {
        made.forward();
      }
      return made.blob(blob).data();
    }
  }
}
