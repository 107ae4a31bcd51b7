package io.decant.conformance.roundtrip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real Caffe in a process of its own, with a class path of its own, which {@code
 * benchmarks/caffe-round-trip.sh} gives in a system property.
 */
final class CaffeProcess {
  /** The system property with the class path. */
  static final String CLASS_PATH = "decant.caffe.classpath";

  private static final long LIMIT_SECONDS = 120;

  private CaffeProcess() {}

  /** Trains, and writes a snapshot in the end. */
  static void train(Path solver, int iterations, Path from)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty(CLASS_PATH)));
    command.add("io.decant.benchmarks.CaffeTrain");
    command.addAll(List.of(solver.toString(), Integer.toString(iterations), from.toString()));
    Path log = solver.resolveSibling("caffe.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(solver.toAbsolutePath().getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError("Caffe failed: " + Files.readString(log));
    }
  }
}
