package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.onnx.ValueShape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/** Convolutions and their transposes, depthwise ones among them; every bottom has its top. */
final class Convolutions {
  private Convolutions() {}

  static void convolution(OnnxLayerGraph layer) {
    for (int i = 0; i < layer.bottoms(); i++) {
      export(layer, i, "Conv", layer.bottomShape(i));
    }
  }

  static void deconvolution(OnnxLayerGraph layer) {
    for (int i = 0; i < layer.bottoms(); i++) {
      export(layer, i, "ConvTranspose", layer.topShape(i));
    }
  }

  /**
   * Writes the layer for one bottom.
   *
   * @param grouped the shape whose channels are cut into groups, as the second extent of the
   *     weights has it
   */
  private static void export(OnnxLayerGraph layer, int index, String operator, ValueShape grouped) {
    Window window = layer.windows().get(index);
    ValueShape bottom = layer.bottomShape(index);
    int spatial = window.rank();
    if (spatial == 0) {
      throw layer.error("it has no axis to move along; use an InnerProduct");
    }
    int channelAxis = bottom.rank() - spatial - 1;
    String x = layer.bottom(index);
    if (channelAxis != 1) {
      x = images(layer, x, bottom, channelAxis);
    }
    List<String> inputs = new ArrayList<>(List.of(x));
    for (int i = 0; i < layer.parameters(); i++) {
      inputs.add(layer.parameter(i));
    }
    List<Long> pads = new ArrayList<>(window.padBegin());
    pads.addAll(window.padEnd());
    OnnxNode node =
        layer
            .node(operator, inputs)
            .integers("kernel_shape", window.kernel())
            .integers("strides", window.stride())
            .integers("pads", pads)
            .integers("dilations", window.dilation())
            .integer("group", grouped.dim(channelAxis) / layer.parameterShape(0).dim(1));
    if (channelAxis == 1) {
      node.into(layer.top(index));
    } else {
      Reshapes.reshape(layer, node.result(), layer.topShape(index)).into(layer.top(index));
    }
  }

  /** Folds all axes before the channels into one. */
  private static String images(OnnxLayerGraph layer, String x, ValueShape bottom, int channelAxis) {
    long[] extents = new long[bottom.rank() - channelAxis + 1];
    extents[0] = -1;
    for (int axis = channelAxis; axis < bottom.rank(); axis++) {
      extents[axis - channelAxis + 1] = bottom.dim(axis);
    }
    return Reshapes.reshape(layer, x, extents).result();
  }
}
