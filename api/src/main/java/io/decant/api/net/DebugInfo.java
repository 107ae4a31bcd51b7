package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.api.text.FloatText;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
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
  private final NetPrograms programs;

  /** Creates it for a net. */
  DebugInfo(Engine engine, NetGraph graph, NetPrograms programs) {
    this.engine = engine;
    this.graph = graph;
    this.programs = programs;
  }

  /** Runs the forward pass of a program without updates. */
  void forward(boolean accumulate) {
    for (NetLayer layer : graph.layers()) {
      programs.run(layer, Direction.FORWARD, accumulate);
      for (BlobVersion top : layer.tops) {
        log(
            "[Forward]",
            layer,
            "top blob " + top.name + " data",
            norms(programs.tensors().data(top)));
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
  void backward(boolean accumulate) {
    for (int i = graph.layers().size() - 1; i >= 0; i--) {
      NetLayer layer = graph.layers().get(i);
      programs.run(layer, Direction.BACKWARD, accumulate);
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

  private void logGradients(NetLayer layer) {
    for (int i = 0; i < layer.bottoms.size(); i++) {
      BlobVersion bottom = layer.bottoms.get(i);
      if (layer.bottomNeedsBackward[i]) {
        Tensor gradient = programs.tensors().gradient(bottom);
        log("[Backward]", layer, "bottom blob " + bottom.name + " diff", norms(gradient));
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
    return tensor == null ? new Norms(1, 0, 0) : Norms.of(engine, programs.region(tensor));
  }
}
