package io.decant.onnx;

import io.decant.api.layer.Axes;
import io.decant.api.layer.WindowedLayer;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.LayerParameter;
import io.decant.spi.memory.Direction;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * What an {@link OnnxLayer} sees of a layer, and adds its nodes to. Values are named by texts. Used
 * by one thread, while the net is exported.
 */
public final class OnnxLayerGraph {
  private final Net net;
  private final OnnxGraph graph;
  private final ExportPlan.Entry entry;
  private final int opset;

  OnnxLayerGraph(Net net, OnnxGraph graph, ExportPlan.Entry entry, int opset) {
    this.net = net;
    this.graph = graph;
    this.entry = entry;
    this.opset = opset;
  }

  private NetLayer layer() {
    return entry.layer();
  }

  /** Returns the layer's part of the prototxt. */
  public LayerParameter fields() {
    return layer().parameter();
  }

  /** Returns the version of ONNX's operators that the model asks for. */
  public int opset() {
    return opset;
  }

  /** Returns how many bottoms the layer has. */
  public int bottoms() {
    return entry.bottoms().size();
  }

  /** Returns the name of the value that is a bottom. */
  public String bottom(int index) {
    return entry.bottoms().get(index).name;
  }

  /** Returns the shape of a bottom. */
  public ValueShape bottomShape(int index) {
    return entry.bottoms().get(index).shape;
  }

  /** Returns how many tops the layer has. */
  public int tops() {
    return entry.tops().size();
  }

  /** Returns the name of the value that is a top; some node must give it. */
  public String top(int index) {
    return entry.tops().get(index).name;
  }

  /** Returns the shape of a top. */
  public ValueShape topShape(int index) {
    return entry.tops().get(index).shape;
  }

  /** Returns an axis of the first bottom as an index from 0; negative ones count from behind. */
  public int axis(int axis) {
    return Axes.canonical(axis, bottomShape(0).shape());
  }

  /** Returns where the layer's windows lie; it must be a {@link WindowedLayer}. */
  public List<Window> windows() {
    return ((WindowedLayer) layer().layer()).windows();
  }

  /** Returns how many parameters the layer has. */
  public int parameters() {
    return layer().parameters().size();
  }

  /** Returns the shape of a parameter. */
  public Shape parameterShape(int index) {
    return layer().parameters().get(index).shape();
  }

  /** Returns a copy of the numbers of a parameter. */
  public float[] parameterValues(int index) {
    return net.blob(layer().parameters().get(index)).data();
  }

  /** Returns the name of a parameter as a value. */
  public String parameter(int index) {
    return parameter(index, parameterShape(index));
  }

  /** Returns the name of a parameter as a value of another shape with as many elements. */
  public String parameter(int index, Shape shape) {
    NetParam param = layer().parameters().get(index);
    String name = param.owner().layer() + "/" + param.owner().index();
    return graph.floats(
        shape.equals(param.owner().shape()) ? name : name + " as " + shape,
        shape,
        () -> net.blob(param).data());
  }

  /** Adds numbers as a value; returns its name. */
  public String floats(Shape shape, float... values) {
    return graph.floats(graph.unique(layer().label() + "/constant"), shape, () -> values);
  }

  /** Adds a number as a value without axes; returns its name. */
  public String number(float value) {
    return floats(Shape.of(), value);
  }

  /** Adds a vector of whole numbers as a value; returns its name. */
  public String longs(long... values) {
    return graph.longs(layer().label() + "/constant", values);
  }

  /** Adds a vector of whole numbers as a value; returns its name. */
  public String longs(List<Long> values) {
    return longs(values.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * Begins a node.
   *
   * @param operator ONNX's name of the operator
   * @param inputs values; empty for one that is left out
   */
  public OnnxNode node(String operator, String... inputs) {
    return node(operator, List.of(inputs));
  }

  /** Begins a node. */
  public OnnxNode node(String operator, List<String> inputs) {
    return new OnnxNode(graph, layer().label(), operator, inputs);
  }

  /**
   * Runs the layer alone and returns what it computes, for layers that look at the shapes of their
   * bottoms and not at their contents.
   */
  public float[] computed(int top) {
    net.passes().runLayer(layer(), Direction.FORWARD);
    return net.blob(layer().topNames().get(top)).data();
  }

  /** Returns the error to throw when the layer cannot be written; it names the layer. */
  public OnnxException error(String problem) {
    return new OnnxException(
        "layer '" + layer().name() + "' (" + layer().type() + ") cannot be exported: " + problem);
  }
}
