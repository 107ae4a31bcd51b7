package io.decant.conformance.layers;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.conformance.cases.Values;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.spi.op.Shape;
import io.decant.spi.run.PendingScalars;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The net of a case on an engine, with its bottoms, weights and parameters filled. The same seed
 * gives the same numbers on every engine. Used by one thread at a time.
 */
public final class LayerNet implements AutoCloseable {
  /** The seed of Caffe's own gradient checks. */
  public static final int SEED = 1701;

  private final LayerCase subject;
  private final Net net;
  private final Map<String, float[]> filled = new LinkedHashMap<>();

  private LayerNet(LayerCase subject, Net net) {
    this.subject = subject;
    this.net = net;
  }

  /** Builds and fills the net; the engine stays open. */
  public static LayerNet of(LayerCase subject, Engine engine, long seed) {
    Map<String, Shape> shapes = new HashMap<>();
    if (subject.weighted() > 0 && !subject.loss()) {
      try (Net probe = net(subject, engine, LayerText.plain(subject))) {
        subject.tops().forEach(top -> shapes.put(top, probe.blob(top).shape()));
      }
    }
    Net net = net(subject, engine, LayerText.withLosses(subject, shapes));
    try {
      LayerNet result = new LayerNet(subject, net);
      result.fill(new Random(seed));
      return result;
    } catch (RuntimeException e) {
      net.close();
      throw e;
    }
  }

  private static Net net(LayerCase subject, Engine engine, String text) {
    return Net.builder(
            engine,
            NetUpgrade.upgrade(Prototxt.parseNet(text, subject.type() + " of the kit"), line -> {}))
        .phase(subject.phase())
        .backward(subject.backward())
        .seed(SEED)
        .build();
  }

  private void fill(Random random) {
    Map<String, Values> learned = new HashMap<>();
    for (LayerInput input : subject.inputs()) {
      if (subject.learns(input)) {
        learned.put(input.name(), input.values());
      } else {
        set(input.name(), net.blob(input.name()), input.values(), random);
      }
    }
    for (String name : net.blobNames()) {
      if (!filled.containsKey(name) && name.startsWith(LayerText.weights(""))) {
        set(name, net.blob(name), Values.nonZero(), random);
      }
    }
    for (NetParam param : net.parameters()) {
      Values own = fixed(param) ? Values.uniform(0.5f, 1.5f) : Values.nonZero();
      Values values = learned.getOrDefault(param.layer(), own);
      set(name(param), net.blob(param), values, random);
    }
  }

  private void set(String name, Blob blob, Values values, Random random) {
    float[] numbers = values.numbers(random, Math.toIntExact(blob.count()));
    filled.put(name, numbers);
    blob.setData(numbers.clone());
  }

  Net net() {
    return net;
  }

  /** Returns whether only the layer itself changes a parameter, as with moving averages. */
  static boolean fixed(NetParam param) {
    return param.rateMultiplier() == 0;
  }

  static String name(NetParam param) {
    return param.layer() + "[" + param.index() + "]";
  }

  /** Returns what a blob or parameter was filled with. */
  float[] filled(String name) {
    float[] numbers = filled.get(name);
    if (numbers == null) {
      throw new IllegalArgumentException(
          "'" + name + "' is not filled from outside, only " + filled.keySet());
    }
    return numbers;
  }

  /**
   * Runs forward and, where the case has one, backward; where there are parameters, twice, so that
   * gradients add up and moving averages move on.
   */
  public void run() {
    net.clearParameterGradients();
    int passes = net.parameters().isEmpty() ? 1 : 2;
    for (int pass = 0; pass < passes; pass++) {
      net.passes().iteration(pass, 0);
      net.forward();
      if (subject.backward()) {
        net.backward();
      }
    }
  }

  /** Returns the loss, every blob, parameter and gradient, by name. */
  public Map<String, float[]> results() {
    Map<String, float[]> results = new LinkedHashMap<>();
    for (String name : net.blobNames()) {
      add(results, "blob " + name, net.blob(name), subject.backward());
    }
    for (NetParam param : net.parameters()) {
      boolean learns = subject.backward() && !fixed(param);
      add(results, "parameter " + name(param), net.blob(param), learns);
    }
    PendingScalars loss = net.passes().lossLater();
    if (loss != null) {
      results.put("the loss", loss.get());
    }
    return results;
  }

  private static void add(Map<String, float[]> results, String name, Blob blob, boolean gradients) {
    results.put(name, blob.data());
    if (gradients && blob.hasDiff()) {
      results.put("gradient of " + name, blob.diff());
    }
  }

  @Override
  public void close() {
    net.close();
  }
}
