package io.decant.api.net;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.DataShare;
import io.decant.api.layer.LabelRange;
import io.decant.api.layer.Layer;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerRegistry;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates the layers of a net and connects them. Source: Caffe's Net::Init. */
final class GraphBuilder {
  private final String netName;
  private final LayerRegistry registry;
  private final Phase phase;
  private final long seed;
  private final Path directory;
  private final DataShare share;
  private final ParameterTable parameters;
  private final List<NetLayer> layers = new ArrayList<>();
  private final Map<String, BlobVersion> current = new HashMap<>();
  private final Set<String> available = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private final Map<BlobVersion, LabelRange> ranges = new HashMap<>();

  GraphBuilder(
      String netName,
      LayerRegistry registry,
      Phase phase,
      long seed,
      Path directory,
      DataShare share,
      ParameterTable parameters) {
    this.netName = netName;
    this.registry = registry;
    this.phase = phase;
    this.seed = seed;
    this.directory = directory;
    this.share = share;
    this.parameters = parameters;
  }

  NetGraph build(List<Located<LayerParameter>> layerParameters) {
    for (Located<LayerParameter> parameter : layerParameters) {
      add(parameter);
    }
    return new NetGraph(netName, List.copyOf(layers), parameters.all(), ranges);
  }

  /** Returns the names of the blobs that no layer consumes. */
  Set<String> outputs() {
    return available;
  }

  private void add(Located<LayerParameter> located) {
    LayerParameter parameter = located.message();
    Phase layerPhase = parameter.hasPhase() ? parameter.getPhase() : phase;
    long layerSeed = NetGraph.layerSeed(seed, parameter.getName());
    LayerConfig config =
        new LayerConfig(parameter, located.source(), layerPhase, layerSeed, directory, share);
    Layer layer = registry.create(config);
    NetLayer node = new NetLayer(config, layer, label(parameter.getName()), layers.size());
    connectBottoms(node, located);
    connectTops(node, located);
    checkCounts(node);
    List<LayerShapes.Declared> declared = new LayerShapes(node, ranges).run();
    parameters.add(node, declared);
    setLossWeights(node);
    setBackward(node);
    layers.add(node);
  }

  private String label(String name) {
    String label = name;
    for (int i = 2; label.isEmpty() || !labels.add(label); i++) {
      label = name + "#" + i;
    }
    return label;
  }

  private void connectBottoms(NetLayer node, Located<LayerParameter> located) {
    LayerParameter parameter = located.message();
    int flags = parameter.getPropagateDownCount();
    if (flags > 0 && flags != parameter.getBottomCount()) {
      throw node.config()
          .error(
              "propagate_down is given "
                  + flags
                  + " times, once for each of the "
                  + parameter.getBottomCount()
                  + " bottoms is needed");
    }
    node.bottomNeedsBackward = new boolean[parameter.getBottomCount()];
    for (int i = 0; i < parameter.getBottomCount(); i++) {
      BlobVersion blob = current.get(parameter.getBottom(i));
      if (blob == null || !available.remove(blob.name)) {
        throw UnknownBottom.error(located, i);
      }
      node.bottoms.add(blob);
      node.bottomNeedsBackward[i] = flags > 0 ? parameter.getPropagateDown(i) : blob.needsBackward;
      node.needsBackward |= blob.needsBackward;
    }
  }

  private void connectTops(NetLayer node, Located<LayerParameter> located) {
    LayerParameter parameter = located.message();
    for (int i = 0; i < parameter.getTopCount(); i++) {
      String name = parameter.getTop(i);
      boolean inPlace = i < node.bottoms.size() && node.bottoms.get(i).name.equals(name);
      if (current.containsKey(name) && !inPlace) {
        throw node.config().error("blob '" + name + "' is given by an earlier layer already");
      }
      addTop(node, name);
    }
    if (node.layer().namesMissingTops()) {
      while (node.tops.size() < node.layer().tops().least()) {
        BlobVersion blob = new BlobVersion(node.label() + "_top" + node.tops.size());
        node.tops.add(blob);
      }
    }
  }

  private void addTop(NetLayer node, String name) {
    BlobVersion blob = new BlobVersion(name);
    BlobVersion older = current.put(name, blob);
    blob.needsBackward = older != null && older.needsBackward;
    available.add(name);
    node.tops.add(blob);
  }

  private static void checkCounts(NetLayer node) {
    check(node, "bottom", node.layer().bottoms(), node.bottoms.size());
    check(node, "top", node.layer().tops(), node.tops.size());
  }

  private static void check(NetLayer node, String what, BlobCount allowed, int count) {
    if (!allowed.allows(count)) {
      throw node.config().error("has " + count + " " + what + " blobs, takes " + allowed);
    }
  }

  private static void setLossWeights(NetLayer node) {
    LayerParameter parameter = node.parameter();
    int given = parameter.getLossWeightCount();
    if (given > 0 && given != node.tops.size()) {
      throw node.config()
          .error(
              "loss_weight is given "
                  + given
                  + " times, once for each of the "
                  + node.tops.size()
                  + " tops is needed");
    }
    node.lossWeights = new float[node.tops.size()];
    for (int i = 0; i < node.tops.size(); i++) {
      node.lossWeights[i] =
          given > 0 ? parameter.getLossWeight(i) : node.layer().defaultLossWeight(i);
    }
  }

  private static void setBackward(NetLayer node) {
    node.paramNeedsGradient = new boolean[node.params.size()];
    for (int i = 0; i < node.params.size(); i++) {
      node.paramNeedsGradient[i] = node.params.get(i).wantsGradient();
      node.needsBackward |= node.paramNeedsGradient[i];
    }
    if (node.needsBackward) {
      node.tops.forEach(top -> top.needsBackward = true);
    }
  }
}
