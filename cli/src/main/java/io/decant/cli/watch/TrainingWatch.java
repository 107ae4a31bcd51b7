package io.decant.cli.watch;

import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverListener;
import io.decant.cli.curve.EventFile;
import io.decant.cli.curve.JsonLines;
import io.decant.cli.curve.ReportPage;
import io.decant.cli.curve.SampleSink;
import io.decant.cli.flag.WatchFlags;
import io.decant.cli.memory.ByteText;
import io.decant.proto.caffe.SolverParameter;
import io.decant.spi.memory.MemoryManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that follows a training run beside the log. It is given to the solver when that is
 * built, and begins when {@link #begin} says which run it is.
 */
public final class TrainingWatch implements SolverListener, AutoCloseable {
  private final WatchFlags flags;
  private final SolverParameter parameter;
  private @Nullable Progress progress;
  private @Nullable Metrics metrics;

  /** Prepares to follow a run of a solver. */
  public TrainingWatch(WatchFlags flags, SolverParameter parameter) {
    this.flags = flags;
    this.parameter = parameter;
  }

  /**
   * Begins.
   *
   * @param run about to start, at the iteration that it goes on from
   * @throws RuntimeException when a file that was asked for cannot be written
   */
  public void begin(Solver run) {
    MemoryManager manager = run.net().engine().memoryManager();
    long pool = run.net().engine().memory().poolBytes(run.net().engine().device().facts());
    long images = images(run.net()) * Math.max(1, parameter.getIterSize());
    long first = run.iteration();
    boolean managed = manager.forecast().isPresent();
    Terminal terminal = Terminal.find();
    if (terminal != null) {
      progress =
          new Progress(
              terminal,
              new Pulse(manager, images, first),
              new RunSize(first, parameter.getMaxIter(), pool, managed));
    }
    List<SampleSink> sinks = sinks(run, pool);
    if (!sinks.isEmpty()) {
      metrics = new Metrics(sinks, new Pulse(manager, images, first), managed, first);
    }
  }

  private List<SampleSink> sinks(Solver run, long pool) {
    List<SampleSink> sinks = new ArrayList<>();
    if (flags.metrics != null) {
      sinks.add(JsonLines.open(Path.of(flags.metrics)));
    }
    if (flags.tensorboard != null) {
      sinks.add(EventFile.create(Path.of(flags.tensorboard)));
    }
    if (flags.report != null) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("Solver", parameter.getType() + ", " + parameter.getLrPolicy());
      facts.put("Iterations", Integer.toString(parameter.getMaxIter()));
      facts.put("Device memory", ByteText.of(pool));
      sinks.add(new ReportPage(Path.of(flags.report), run.net().name(), facts));
    }
    return sinks;
  }

  /** Returns the batch size: the first extent of what the first layer gives; 0 if it is none. */
  private static long images(Net net) {
    List<String> tops = net.layers().get(0).topNames();
    return tops.isEmpty() || net.blob(tops.get(0)).shape().rank() == 0
        ? 0
        : net.blob(tops.get(0)).shape().dim(0);
  }

  @Override
  public void onIteration(long iteration, double loss, double rate) {
    if (progress != null) {
      progress.onIteration(iteration, loss, rate);
    }
    if (metrics != null) {
      metrics.onIteration(iteration, loss, rate);
    }
  }

  @Override
  public void onDisplay(long iteration) {
    if (metrics != null) {
      metrics.onDisplay(iteration);
    }
  }

  @Override
  public void onTrainOutput(String output, double value) {
    if (metrics != null) {
      metrics.onTrainOutput(output, value);
    }
  }

  @Override
  public void onTestOutput(int net, String output, double mean) {
    if (metrics != null) {
      metrics.onTestOutput(net, output, mean);
    }
  }

  @Override
  public void onTest(int net, int done, int total) {
    if (progress != null) {
      progress.onTest(net, done, total);
    }
  }

  /** Ends the line on the terminal and completes the files. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
