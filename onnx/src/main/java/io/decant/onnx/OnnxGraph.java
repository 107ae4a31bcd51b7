package io.decant.onnx;

import io.decant.onnx.proto.NodeProto;
import io.decant.onnx.proto.TensorProto;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A graph that grows node by node, and the numbers that it holds. */
final class OnnxGraph {
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  /** Returns the name, or one made of it that no value has yet. */
  String unique(String name) {
    return unique(name, names);
  }

  /** Returns the name, or one made of it that no node has yet. */
  String uniqueNode(String name) {
    return unique(name, nodeNames);
  }

  private static String unique(String name, Set<String> taken) {
    String found = name;
    for (int i = 1; !taken.add(found); i++) {
      found = name + "_" + i;
    }
    return found;
  }

  void add(NodeProto node) {
    nodes.add(node);
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  /** Returns the numbers, in the order in which they were first asked for. */
  List<StoredTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** Adds numbers that are fetched when they are written; one name stands for the same numbers. */
  String floats(String name, Shape shape, Supplier<float[]> values) {
    if (!tensors.containsKey(name)) {
      names.add(name);
      tensors.put(name, new StoredTensor(header(name, shape, TensorProto.DataType.FLOAT), values));
    }
    return name;
  }

  /** Adds a vector of whole numbers. */
  String longs(String name, long... values) {
    String unique = unique(name);
    TensorProto.Builder tensor =
        header(unique, Shape.of(values.length), TensorProto.DataType.INT64).toBuilder();
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    tensors.put(unique, new StoredTensor(tensor.build(), null));
    return unique;
  }

  private static TensorProto header(String name, Shape shape, TensorProto.DataType type) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long extent : shape.toArray()) {
      tensor.addDims(extent);
    }
    return tensor.build();
  }
}
