package io.decant.onnx;

import com.google.protobuf.ByteString;
import io.decant.onnx.proto.AttributeProto;
import io.decant.onnx.proto.AttributeProto.AttributeType;
import io.decant.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * A node that is being added: it gets its attributes, and is in the graph once its outputs have
 * names. Made by {@link OnnxLayerGraph#node}. Not thread-safe.
 */
public final class OnnxNode {
  private final OnnxGraph graph;
  private final String label;
  private final NodeProto.Builder node = NodeProto.newBuilder();

  OnnxNode(OnnxGraph graph, String label, String operator, List<String> inputs) {
    this.graph = graph;
    this.label = label;
    node.setOpType(operator).addAllInput(inputs);
  }

  /** Sets an attribute that is a whole number. */
  public OnnxNode integer(String name, long value) {
    return add(AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value));
  }

  /** Sets an attribute that is a number. */
  public OnnxNode number(String name, float value) {
    return add(AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF(value));
  }

  /** Sets an attribute that is a list of whole numbers. */
  public OnnxNode integers(String name, List<Long> values) {
    return add(
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values));
  }

  /** Sets an attribute that is a text. */
  public OnnxNode text(String name, String value) {
    return add(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
  }

  private OnnxNode add(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  /** Adds the node; its output gets a name that is returned. */
  public String result() {
    return results(1).get(0);
  }

  /** Adds the node; its outputs get names that are returned. */
  public List<String> results(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(graph.unique(label + "/" + node.getOpType()));
    }
    into(names.toArray(String[]::new));
    return names;
  }

  /** Adds the node; its outputs are the values of these names, such as tops of the layer. */
  public void into(String... outputs) {
    node.addAllOutput(List.of(outputs));
    node.setName(graph.uniqueNode(label));
    graph.add(node.build());
  }
}
