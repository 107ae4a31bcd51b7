package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayer;
import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.proto.caffe.ExpParameter;
import io.decant.proto.caffe.LogParameter;
import io.decant.proto.caffe.PowerParameter;
import io.decant.spi.op.Shape;
import java.util.Arrays;

/** Functions of single elements. */
final class Arithmetic {
  /** ONNX's numbers of element types. */
  static final int FLOAT = 1;

  static final int INT64 = 7;

  private static final float MOST_OF_RELU6 = 6;

  private Arithmetic() {}

  /** Returns the writer of a layer that ONNX has as an operator without attributes. */
  static OnnxLayer same(String operator) {
    return layer -> layer.node(operator, layer.bottom(0)).into(layer.top(0));
  }

  /** Returns the value {@code scale * x + shift}. */
  static String affine(OnnxLayerGraph layer, String x, float scale, float shift) {
    String scaled = scale == 1 ? x : layer.node("Mul", x, layer.number(scale)).result();
    return shift == 0 ? scaled : layer.node("Add", scaled, layer.number(shift)).result();
  }

  /** Begins a node that gives the value another element type. */
  static OnnxNode cast(OnnxLayerGraph layer, String x, int type) {
    return layer.node("Cast", x).integer("to", type);
  }

  private static void scaled(OnnxLayerGraph layer, String x, float scale) {
    layer.node("Mul", x, layer.number(scale)).into(layer.top(0));
  }

  static void relu(OnnxLayerGraph layer) {
    float slope = layer.fields().getReluParam().getNegativeSlope();
    OnnxNode node =
        slope == 0
            ? layer.node("Relu", layer.bottom(0))
            : layer.node("LeakyRelu", layer.bottom(0)).number("alpha", slope);
    node.into(layer.top(0));
  }

  static void elu(OnnxLayerGraph layer) {
    layer
        .node("Elu", layer.bottom(0))
        .number("alpha", layer.fields().getEluParam().getAlpha())
        .into(layer.top(0));
  }

  /** One slope for each channel, or one for all. */
  static void prelu(OnnxLayerGraph layer) {
    long[] slopes = new long[layer.bottomShape(0).rank() - 1];
    Arrays.fill(slopes, 1);
    slopes[0] = layer.parameterShape(0).count();
    layer.node("PRelu", layer.bottom(0), layer.parameter(0, Shape.of(slopes))).into(layer.top(0));
  }

  static void swish(OnnxLayerGraph layer) {
    String x = layer.bottom(0);
    String gate = affine(layer, x, layer.fields().getSwishParam().getBeta(), 0);
    layer.node("Mul", x, layer.node("Sigmoid", gate).result()).into(layer.top(0));
  }

  static void clip(OnnxLayerGraph layer) {
    clip(layer, layer.fields().getClipParam().getMin(), layer.fields().getClipParam().getMax());
  }

  static void relu6(OnnxLayerGraph layer) {
    clip(layer, 0, MOST_OF_RELU6);
  }

  private static void clip(OnnxLayerGraph layer, float least, float most) {
    layer.node("Clip", layer.bottom(0), layer.number(least), layer.number(most)).into(layer.top(0));
  }

  static void threshold(OnnxLayerGraph layer) {
    String limit = layer.number(layer.fields().getThresholdParam().getThreshold());
    String above = layer.node("Greater", layer.bottom(0), limit).result();
    cast(layer, above, FLOAT).into(layer.top(0));
  }

  /** {@code base^(shift + scale * x)}. */
  static void exp(OnnxLayerGraph layer) {
    ExpParameter parameter = layer.fields().getExpParam();
    double base = logarithm(parameter.getBase());
    String inner = affine(layer, layer.bottom(0), (float) (base * parameter.getScale()), 0);
    String power = layer.node("Exp", inner).result();
    scaled(layer, power, (float) Math.exp(base * parameter.getShift()));
  }

  /** {@code log(shift + scale * x)} to the base. */
  static void log(OnnxLayerGraph layer) {
    LogParameter parameter = layer.fields().getLogParam();
    String inner = affine(layer, layer.bottom(0), parameter.getScale(), parameter.getShift());
    String natural = layer.node("Log", inner).result();
    scaled(layer, natural, (float) (1 / logarithm(parameter.getBase())));
  }

  /** Base -1 stands for e. */
  private static double logarithm(float base) {
    return base == -1 ? 1 : Math.log(base);
  }

  /** {@code (shift + scale * x)^power}. */
  static void power(OnnxLayerGraph layer) {
    PowerParameter parameter = layer.fields().getPowerParam();
    float power = parameter.getPower();
    if (power == 0 || parameter.getScale() == 0) {
      String value = layer.number((float) Math.pow(parameter.getShift(), power));
      String extents = layer.node("Shape", layer.bottom(0)).result();
      layer.node("Expand", value, extents).into(layer.top(0));
      return;
    }
    String inner = affine(layer, layer.bottom(0), parameter.getScale(), parameter.getShift());
    OnnxNode node =
        power == 1
            ? layer.node("Identity", inner)
            : power == 2
                ? layer.node("Mul", inner, inner)
                : layer.node("Pow", inner, layer.number(power));
    node.into(layer.top(0));
  }
}
