package io.decant.conformance.planner;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.solver.Solver;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.throttle.OpRecorder;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.rewrite.Rewrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trains a benchmark net on the CPU for a few iterations and writes down how long its operators
 * took, for {@link BenchmarkNet#times}. Operators are not fused, so that what is fused needs no new
 * recording.
 */
final class OpTimesRecording {
  private static final int FEWEST = 3;
  private static final int MEASURED = 5;
  private static final long WARM_UP_NANOS = 20_000_000_000L;

  private OpTimesRecording() {}

  /** Takes the constant of a net, the number of the run, and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("give a net, the number of the run, and a folder");
    }
    BenchmarkNet net = BenchmarkNet.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path file = Path.of(arguments[2], net.title() + "-" + arguments[1] + ".times");
    Files.writeString(file, record(net));
  }

  private static String record(BenchmarkNet net) {
    OpRecorder recorder = new OpRecorder();
    EngineConfig config =
        new EngineConfig(
            new WrappingProvider(new CpuBackendProvider(), () -> recorder),
            0,
            KitContext.unlimited(),
            MemoryOptions.DEFAULT,
            PrepareOptions.DEFAULT,
            ComputeMode.FLOAT32,
            Rewrite.NONE,
            operator -> {});
    try (Engine engine = Engine.open(config);
        Solver solver = Solver.builder(engine, net.solver()).retainOutputsOnly().build()) {
      warmUp(engine, solver);
      recorder.restart();
      solver.step(MEASURED);
      engine.executor().synchronize();
      return recorder.times().toString();
    }
  }

  /** Runs until Java has compiled what it runs. */
  private static void warmUp(Engine engine, Solver solver) {
    long start = System.nanoTime();
    do {
      solver.step(FEWEST);
      engine.executor().synchronize();
    } while (System.nanoTime() - start < WARM_UP_NANOS);
  }
}
