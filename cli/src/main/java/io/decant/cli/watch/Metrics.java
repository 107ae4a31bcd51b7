package io.decant.cli.watch;

import io.decant.api.solver.SolverListener;
import io.decant.cli.curve.Sample;
import io.decant.cli.curve.SampleSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a sample of each displayed iteration, and of each test, for files that keep them. Values
 * are named by their net: {@code train/loss}, {@code train/lr}, {@code test0/accuracy}; beside them
 * are {@code speed}, {@code memory}, {@code traffic} and {@code waiting}.
 */
final class Metrics implements SolverListener {
  private final List<SampleSink> sinks;
  private final Pulse pulse;
  private final boolean managed;
  private final long startNanos = System.nanoTime();
  private final Map<String, Double> tested = new LinkedHashMap<>();
  private final Map<String, Double> displayed = new LinkedHashMap<>();
  private boolean display;
  private long next;

  /**
   * Starts to follow a run.
   *
   * @param managed whether blocks may leave the device
   * @param iteration the first iteration
   */
  Metrics(List<SampleSink> sinks, Pulse pulse, boolean managed, long iteration) {
    this.sinks = List.copyOf(sinks);
    this.pulse = pulse;
    this.managed = managed;
    this.next = iteration;
  }

  @Override
  public void onTestOutput(int net, String output, double mean) {
    put(tested, "test" + net + "/" + output, mean);
  }

  @Override
  public void onTrainOutput(String output, double value) {
    put(displayed, "train/" + output, value);
  }

  @Override
  public void onDisplay(long iteration) {
    display = true;
  }

  @Override
  public void onIteration(long iteration, double loss, double rate) {
    flushTests();
    next = iteration + 1;
    if (!display) {
      return;
    }
    display = false;
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("train/smoothed_loss", loss);
    values.putAll(displayed);
    displayed.clear();
    values.put("train/lr", Double.parseDouble(Float.toString((float) rate)));
    Pulse.Reading reading = pulse.take(iteration);
    if (reading.iterationsPerSecond() > 0) {
      values.put("speed/iterations_per_second", reading.iterationsPerSecond());
      if (reading.imagesPerSecond() > 0) {
        values.put("speed/images_per_second", reading.imagesPerSecond());
      }
    }
    values.put("memory/peak_bytes", (double) reading.peakBytes());
    if (managed) {
      values.put("traffic/in_bytes_per_second", reading.inPerSecond());
      values.put("traffic/out_bytes_per_second", reading.outPerSecond());
      values.put("waiting/share", reading.waiting());
    }
    take(new Sample(iteration, seconds(), values));
  }

  /** An output with several values has a name for each: {@code ip}, {@code ip.1}, ... */
  private static void put(Map<String, Double> values, String name, double value) {
    String free = name;
    for (int i = 1; values.containsKey(free); i++) {
      free = name + "." + i;
    }
    values.put(free, value);
  }

  private void flushTests() {
    if (!tested.isEmpty()) {
      take(new Sample(next, seconds(), tested));
      tested.clear();
    }
  }

  private void take(Sample sample) {
    sinks.forEach(sink -> sink.take(sample));
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Writes what is left, and completes the files. */
  void close() {
    flushTests();
    sinks.forEach(SampleSink::close);
  }
}
