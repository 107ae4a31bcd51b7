package io.decant.onnx;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a net is exported. What brings data in becomes inputs. Losses, accuracies and layers that
 * write files are left out, and what leads only to them. Outputs are the net's, and what parameters
 * have a part in and only layers that are left out read. Splits are no layers here.
 */
final class ExportPlan {
  private static final Set<String> LEFT_OUT = Set.of("Accuracy", "Silence", "HDF5Output");

  /** A layer with the values that it reads and writes. */
  record Entry(NetLayer layer, List<NetValue> bottoms, List<NetValue> tops) {}

  private final OnnxLayers types;
  private final List<Entry> layers = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<NetValue> values = new ArrayList<>();

  ExportPlan(Net net, NetShapes shapes, OnnxLayers types) {
    this.types = types;
    collect(net, shapes);
    markNeeded();
    layers.removeIf(entry -> entry.tops.stream().noneMatch(top -> top.needed));
    layers.forEach(entry -> entry.tops.forEach(top -> top.needed = true));
    values.removeIf(value -> !value.needed);
    if (outputs().isEmpty()) {
      throw new OnnxException(
          "net '" + net.name() + "' has no output but losses and accuracies; nothing is left");
    }
    nameValues();
  }

  private void collect(Net net, NetShapes shapes) {
    Map<String, NetValue> current = new HashMap<>();
    for (int i = 0; i < net.layers().size(); i++) {
      NetLayer layer = net.layers().get(i);
      List<NetValue> bottoms = new ArrayList<>();
      layer.bottomNames().forEach(name -> bottoms.add(current.get(name)));
      if (layer.type().equals("Split")) {
        layer.topNames().forEach(name -> current.put(name, bottoms.get(0)));
        continue;
      }
      boolean out = isLeftOut(layer);
      boolean source = isSource(layer);
      boolean learned =
          !layer.parameters().isEmpty() || bottoms.stream().anyMatch(bottom -> bottom.learned);
      bottoms.forEach(bottom -> read(layer, bottom, out));
      List<NetValue> tops = new ArrayList<>();
      for (int t = 0; t < layer.topNames().size(); t++) {
        NetValue top =
            new NetValue(layer.topNames().get(t), layer.label(), shapes.top(i, t), source, learned);
        tops.add(top);
        current.put(top.blob, top);
      }
      if (out) {
        leftOut.add(layer.name());
      } else {
        values.addAll(tops);
        if (!source) {
          layers.add(new Entry(layer, bottoms, tops));
        }
      }
    }
  }

  private static void read(NetLayer layer, NetValue bottom, boolean byLeftOut) {
    bottom.silenced |= layer.type().equals("Silence");
    bottom.readByLeftOut |= byLeftOut;
    bottom.readByExported |= !byLeftOut;
  }

  private boolean isLeftOut(NetLayer layer) {
    return types.find(layer.type()).isEmpty()
        && (LEFT_OUT.contains(layer.type()) || layer.type().endsWith("Loss"));
  }

  private boolean isSource(NetLayer layer) {
    return layer.bottomNames().isEmpty() && types.find(layer.type()).isEmpty();
  }

  private static boolean isOutput(NetValue value) {
    boolean wanted = !value.readByLeftOut || (value.learned && !value.silenced);
    return !value.input && !value.readByExported && wanted;
  }

  private void markNeeded() {
    values.stream().filter(ExportPlan::isOutput).forEach(value -> value.needed = true);
    for (int i = layers.size() - 1; i >= 0; i--) {
      Entry entry = layers.get(i);
      if (entry.tops.stream().anyMatch(top -> top.needed)) {
        entry.bottoms.forEach(bottom -> bottom.needed = true);
        for (NetValue bottom : entry.bottoms) {
          if (!values.contains(bottom)) {
            throw new OnnxException(
                "layer '"
                    + entry.layer.name()
                    + "' reads blob '"
                    + bottom.blob
                    + "' of layer '"
                    + bottom.writer
                    + "', which ONNX has nothing for; take both out of the prototxt");
          }
        }
      }
    }
  }

  /** Inputs have their blob's name; so does the last value of each other blob. */
  private void nameValues() {
    Set<String> taken = new HashSet<>();
    inputs().forEach(input -> name(input, input.blob, taken));
    for (int i = values.size() - 1; i >= 0; i--) {
      NetValue value = values.get(i);
      if (!value.input) {
        name(
            value,
            taken.contains(value.blob) ? value.blob + "/" + value.writer : value.blob,
            taken);
      }
    }
  }

  private static void name(NetValue value, String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    value.name = name;
  }

  /** Returns the layers that become nodes, in order. */
  List<Entry> layers() {
    return layers;
  }

  /** Returns the values that the net reads and writes, those of inputs among them. */
  List<NetValue> values() {
    return values;
  }

  /** Returns what the model is given. */
  List<NetValue> inputs() {
    return values.stream().filter(value -> value.input).toList();
  }

  /** Returns what the model gives. */
  List<NetValue> outputs() {
    return values.stream().filter(ExportPlan::isOutput).toList();
  }

  /** Returns the names of layers that are not in the model. */
  List<String> leftOut() {
    return leftOut;
  }
}
