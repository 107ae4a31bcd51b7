package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.onnx.ValueShape;
import io.decant.proto.caffe.BNParameter;
import io.decant.proto.caffe.BatchNormParameter;
import io.decant.proto.caffe.LRNParameter;
import io.decant.proto.caffe.MVNParameter;
import io.decant.proto.caffe.NormalizeParameter;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.Arrays;
import java.util.List;

/** LRN, BatchNorm, MVN and Normalize. */
final class Normalisations {
  /** The constant of SegNet's code. */
  private static final float SEGNET_EPS = 1e-9f;

  private Normalisations() {}

  static void lrn(OnnxLayerGraph layer) {
    LRNParameter parameter = layer.fields().getLrnParam();
    if (parameter.getNormRegion() == LRNParameter.NormRegion.WITHIN_CHANNEL) {
      withinChannel(layer, parameter);
      return;
    }
    layer
        .node("LRN", layer.bottom(0))
        .number("alpha", parameter.getAlpha())
        .number("beta", parameter.getBeta())
        .number("bias", parameter.getK())
        .integer("size", parameter.getLocalSize())
        .into(layer.top(0));
  }

  /** {@code x * (1 + alpha * average of x^2)^-beta}. */
  private static void withinChannel(OnnxLayerGraph layer, LRNParameter parameter) {
    ValueShape shape = layer.bottomShape(0);
    long size = parameter.getLocalSize();
    List<Long> pad = List.of(size / 2, size / 2);
    List<Long> ones = List.of(1L, 1L);
    List<Long> extents = List.of(shape.dim(2), shape.dim(3));
    Window window = new Window(1, extents, List.of(size, size), ones, pad, pad, ones);
    String x = layer.bottom(0);
    String squares = layer.node("Mul", x, x).result();
    String averages = Windows.average(layer, squares, window).result();
    String base = Arithmetic.affine(layer, averages, parameter.getAlpha(), 1);
    String scale = layer.node("Pow", base, layer.number(-parameter.getBeta())).result();
    layer.node("Mul", x, scale).into(layer.top(0));
  }

  static void batchNorm(OnnxLayerGraph layer) {
    BatchNormParameter parameter = layer.fields().getBatchNormParam();
    if (parameter.hasUseGlobalStats() && !parameter.getUseGlobalStats()) {
      OnnxNode normalised = byBatch(layer, parameter.getEps());
      if (parameter.getScaleBias()) {
        scaled(layer, normalised.result(), 3);
      } else {
        normalised.into(layer.top(0));
      }
      return;
    }
    float weight = layer.parameterValues(2)[0];
    float share = weight == 0 ? 0 : 1 / weight;
    float[] means = scaled(layer.parameterValues(0), share);
    float[] variances = scaled(layer.parameterValues(1), share);
    Shape channels = Shape.of(means.length);
    boolean scales = parameter.getScaleBias();
    float[] ones = new float[means.length];
    Arrays.fill(ones, 1);
    layer
        .node(
            "BatchNormalization",
            layer.bottom(0),
            scales ? layer.parameter(3) : layer.floats(channels, ones),
            scales ? layer.parameter(4) : layer.floats(channels, new float[means.length]),
            layer.floats(channels, means),
            layer.floats(channels, variances))
        .number("epsilon", parameter.getEps())
        .into(layer.top(0));
  }

  private static float[] scaled(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  /** SegNet's BN has two parameters, that of PSPNet has four. */
  static void bn(OnnxLayerGraph layer) {
    BNParameter parameter = layer.fields().getBnParam();
    if (layer.parameters() == 4) {
      Shape channels = Shape.of(layer.parameterShape(0).count());
      layer
          .node(
              "BatchNormalization",
              layer.bottom(0),
              layer.parameter(0, channels),
              layer.parameter(1, channels),
              layer.parameter(2, channels),
              layer.parameter(3, channels))
          .number("epsilon", parameter.getEps())
          .into(layer.top(0));
    } else if (parameter.getBnMode() == BNParameter.BNMode.INFERENCE) {
      scaled(layer, layer.bottom(0), 0);
    } else {
      scaled(layer, byBatch(layer, SEGNET_EPS).result(), 0);
    }
  }

  /** Normalises with the moments of the batch itself. */
  private static OnnxNode byBatch(OnnxLayerGraph layer, float eps) {
    int rank = layer.bottomShape(0).rank();
    List<Long> axes = Reductions.axes(0, rank).stream().filter(axis -> axis != 1).toList();
    String deviations = centred(layer, axes);
    String variance = meanSquare(layer, deviations, axes);
    String root = layer.node("Sqrt", Arithmetic.affine(layer, variance, 1, eps)).result();
    return layer.node("Div", deviations, root);
  }

  /** Gives the top: factors of the channels, a parameter, times x, and the summands behind it. */
  private static void scaled(OnnxLayerGraph layer, String x, int factor) {
    int rank = layer.bottomShape(0).rank();
    Shape channels = perChannel(layer.parameterShape(factor).count(), rank);
    String product = layer.node("Mul", x, layer.parameter(factor, channels)).result();
    layer.node("Add", product, layer.parameter(factor + 1, channels)).into(layer.top(0));
  }

  /** Returns the shape in which numbers for each channel fit a blob of so many axes. */
  private static Shape perChannel(long channels, int rank) {
    long[] dims = new long[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = channels;
    return Shape.of(dims);
  }

  /** Returns the bottom less its means. */
  private static String centred(OnnxLayerGraph layer, List<Long> axes) {
    String means = Reductions.reduce(layer, "ReduceMean", layer.bottom(0), axes, true).result();
    return layer.node("Sub", layer.bottom(0), means).result();
  }

  private static String meanSquare(OnnxLayerGraph layer, String x, List<Long> axes) {
    String squares = layer.node("Mul", x, x).result();
    return Reductions.reduce(layer, "ReduceMean", squares, axes, true).result();
  }

  /** The variance's eps is added to its root. */
  static void mvn(OnnxLayerGraph layer) {
    MVNParameter parameter = layer.fields().getMvnParam();
    int rank = layer.bottomShape(0).rank();
    List<Long> axes = Reductions.axes(parameter.getAcrossChannels() ? 1 : 2, rank);
    if (axes.isEmpty()) {
      layer.node("Sub", layer.bottom(0), layer.bottom(0)).into(layer.top(0));
      return;
    }
    String deviations = centred(layer, axes);
    if (!parameter.getNormalizeVariance()) {
      layer.node("Identity", deviations).into(layer.top(0));
      return;
    }
    String root = layer.node("Sqrt", meanSquare(layer, deviations, axes)).result();
    layer
        .node("Div", deviations, Arithmetic.affine(layer, root, 1, parameter.getEps()))
        .into(layer.top(0));
  }

  /** {@code scale * x / sqrt(sum of x^2 + eps)}. */
  static void normalize(OnnxLayerGraph layer) {
    NormalizeParameter parameter = layer.fields().getNormParam();
    String x = layer.bottom(0);
    int rank = layer.bottomShape(0).rank();
    List<Long> axes = Reductions.axes(1, parameter.getAcrossSpatial() ? rank : 2);
    String sums = Reductions.reduce(layer, "ReduceSumSquare", x, axes, true).result();
    String norm =
        layer.node("Sqrt", Arithmetic.affine(layer, sums, 1, parameter.getEps())).result();
    OnnxNode direction = layer.node("Div", x, norm);
    Shape scale =
        parameter.getChannelShared()
            ? Shape.of()
            : perChannel(layer.parameterShape(0).count(), rank);
    layer.node("Mul", direction.result(), layer.parameter(0, scale)).into(layer.top(0));
  }
}
