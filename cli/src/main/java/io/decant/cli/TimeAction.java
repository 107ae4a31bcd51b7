package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.text.FloatText;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.NetState;
import io.decant.spi.memory.Direction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times a net. Layers are timed one by one, waiting for the device after each, as Caffe does; whole
 * passes are timed in iterations of their own, without those waits. Behind Caffe's lines come those
 * on what the device achieved.
 */
final class TimeAction implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(TimeAction.class);
  private static final int LEAST_PASSES = 3;

  /**
   * Passes after which loops of small layers are compiled: Java interprets a loop until it has gone
   * round some 60,000 times, and compiles it well after 40,000 more, for which those of a softmax
   * over 8 x 1,000 classes need 13 passes.
   */
  private static final int COMPILED_PASSES = 15;

  /** How long Java's compilers are given at least before anything is timed. */
  private static final long LEAST_NANOS = 2_000_000_000L;

  /** How long a slow net is run for its small layers' sake. */
  private static final long MOST_NANOS = 20_000_000_000L;

  @Override
  public String summary() {
    return "time a net, layer by layer";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Path model = Required.file(options.model, "time", "model");
    if (options.iterations < 1) {
      throw new UsageException("--iterations must be at least 1");
    }
    Session session = new Session(options);
    NetState state = session.state().toBuilder().setPhase(options.phase()).build();
    try (Decant decant = session.open(Optional.empty())) {
      Admission.explain(
          decant.engine(),
          () -> MemoryStudy.of(decant.engine(), Admission.net(model), state, true),
          () -> time(options, model, state, decant));
    }
    return 0;
  }

  private static void time(Options options, Path model, NetState state, Decant decant) {
    try (Net net = decant.net(model).state(state).retain(List.of()).build()) {
      RateLines rates = new RateLines(decant.engine());
      MemoryLines memory = new MemoryLines(decant.engine().memoryManager());
      net.prepare();
      memory.before();
      for (String weights : Options.list(options.weights)) {
        net.copyTrainedLayersFrom(Path.of(weights));
      }
      time(net, options.iterations, rates);
      memory.after();
    }
  }

  private static void time(Net net, int iterations, RateLines rates) {
    LOG.info("Performing Forward");
    LOG.info("Initial loss: {}", FloatText.of(net.forward()));
    LOG.info("Performing Backward");
    net.backward();
    warmUp(net);
    LayerTimes layers = new LayerTimes(net);
    long forward = 0;
    long backward = 0;
    PassTimes passes = new PassTimes(net);
    LOG.info("*** Benchmark begins ***");
    LOG.info("Testing for {} iterations.", iterations);
    long begin = System.nanoTime();
    for (int i = 0; i < iterations; i++) {
      layers.measure();
    }
    for (int i = 0; i < iterations; i++) {
      long start = System.nanoTime();
      net.runForward();
      wait(net);
      long middle = System.nanoTime();
      net.clearParameterGradients();
      net.backward();
      wait(net);
      forward += middle - start;
      backward += System.nanoTime() - middle;
      passes.measure();
    }
    report(net, layers, iterations);
    LOG.info("Average Forward pass: {} ms.", millis(forward, iterations));
    LOG.info("Average Backward pass: {} ms.", millis(backward, iterations));
    LOG.info("Average Forward-Backward: {} ms.", millis(passes.total(), iterations));
    LOG.info("Total Time: {} ms.", millis(System.nanoTime() - begin, 1));
    LOG.info("*** Benchmark ends ***");
    rates.show(net, layers, iterations);
    RateLines.show(passes, iterations);
  }

  private static void warmUp(Net net) {
    long start = System.nanoTime();
    for (int passes = 0; !isWarm(passes, System.nanoTime() - start); passes++) {
      net.passes().runProgram(false);
      wait(net);
    }
  }

  private static boolean isWarm(int passes, long nanos) {
    return passes >= LEAST_PASSES
        && nanos >= LEAST_NANOS
        && (passes >= COMPILED_PASSES || nanos >= MOST_NANOS);
  }

  private static void report(Net net, LayerTimes times, int iterations) {
    LOG.info("Average time per layer: ");
    List<NetLayer> layers = net.layers();
    for (int i = 0; i < layers.size(); i++) {
      String name = String.format("%10s", layers.get(i).name());
      LOG.info("{}\tforward: {} ms.", name, millis(times.of(i, Direction.FORWARD), iterations));
      LOG.info("{}\tbackward: {} ms.", name, millis(times.of(i, Direction.BACKWARD), iterations));
    }
  }

  private static void wait(Net net) {
    net.engine().executor().synchronize();
  }

  private static String millis(long nanos, int iterations) {
    return FloatText.of(nanos / 1e6 / iterations);
  }
}
