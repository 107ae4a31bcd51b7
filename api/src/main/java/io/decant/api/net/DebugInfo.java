package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.api.text.FloatText;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a net one layer at a time and logs the mean absolute values of what each layer has computed:
 * {@code debug_info}. Source: Caffe's Net::ForwardDebugInfo, BackwardDebugInfo and UpdateDebugInfo.
 */
final class DebugInfo {
  private static final Logger LOG = LoggerFactory.getLogger(Net.class);

  private final Engine engine;
  private final NetGraph graph;
  private final Function<Tensor, Region> regions;

  /**
   * Creates it for a net.
   *
   * @param regions finds where a tensor of the net's programs is
   */
  DebugInfo(Engine engine, NetGraph graph, Function<Tensor, Region> regions) {
    this.engine = engine;
    this.graph = graph;
    this.regions = regions;
  }

  /** Runs the forward pass of a program without updates. */
  void forward(Schedule schedule) {
    for (NetLayer layer : graph.layers()) {
      run(schedule, layer, Direction.FORWARD);
      for (BlobVersion top : layer.tops) {
        log("[Forward]", layer, "top blob " + top.name + " data", norms(top.data));
      }
      for (NetParam param : layer.params) {
        log(
            "[Forward]",
            layer,
            "param blob " + displayName(param) + " data",
            norms(param.tensor()));
      }
    }
  }

  /** Runs the backward pass of a program without updates. */
  void backward(Schedule schedule) {
    for (int i = graph.layers().size() - 1; i >= 0; i--) {
      NetLayer layer = graph.layers().get(i);
      run(schedule, layer, Direction.BACKWARD);
      if (layer.needsBackward) {
        logGradients(layer);
      }
    }
    logTotals();
  }

  /** Runs updates that leave each parameter's step in the place of its gradient. */
  void update(Runnable updates) {
    List<NetParam> owners =
        graph.params().stream().filter(param -> param.owner() == param).toList();
    List<Double> before = new ArrayList<>();
    owners.forEach(param -> before.add(norms(param.tensor()).mean()));
    updates.run();
    for (int i = 0; i < owners.size(); i++) {
      NetParam param = owners.get(i);
      LOG.info(
          "    [Update] Layer {}, param {} data: {}; diff: {}",
          param.layer(),
          displayName(param),
          FloatText.of(before.get(i)),
          FloatText.of(norms(param.gradient()).mean()));
    }
  }

  private void run(Schedule schedule, NetLayer layer, Direction direction) {
    List<Integer> ops = schedule.program().indices(layer.label(), direction);
    if (!ops.isEmpty()) {
      engine.executor().run(schedule, ops.get(0), ops.get(ops.size() - 1) + 1);
    }
  }

  private void logGradients(NetLayer layer) {
    for (int i = 0; i < layer.bottoms.size(); i++) {
      BlobVersion bottom = layer.bottoms.get(i);
      if (layer.bottomNeedsBackward[i]) {
        log("[Backward]", layer, "bottom blob " + bottom.name + " diff", norms(bottom.gradient));
      }
    }
    for (int i = 0; i < layer.params.size(); i++) {
      if (layer.paramNeedsGradient[i]) {
        log(
            "[Backward]",
            layer,
            "param blob " + i + " diff",
            norms(layer.params.get(i).gradient()));
      }
    }
  }

  /** Caffe writes this line as an error, so that it is seen among the others. */
  private void logTotals() {
    Norms data = Norms.NONE;
    Norms diff = Norms.NONE;
    for (NetParam param : graph.params()) {
      if (param.owner() == param) {
        data = data.plus(norms(param.tensor()));
        diff = diff.plus(norms(param.gradient()));
      }
    }
    LOG.error(
        "    [Backward] All net params (data, diff): L1 norm = ({}, {}); L2 norm = ({}, {})",
        FloatText.of(data.absolute()),
        FloatText.of(diff.absolute()),
        FloatText.of(data.euclidean()),
        FloatText.of(diff.euclidean()));
  }

  private static void log(String pass, NetLayer layer, String what, Norms norms) {
    LOG.info("    {} Layer {}, {}: {}", pass, layer.name(), what, FloatText.of(norms.mean()));
  }

  private static String displayName(NetParam param) {
    return param.name().isEmpty() ? Integer.toString(param.index()) : param.name();
  }

  /** What nothing computes counts as zeros. */
  private Norms norms(@Nullable Tensor tensor) {
    return tensor == null ? new Norms(1, 0, 0) : Norms.of(engine, regions.apply(tensor));
  }
}
