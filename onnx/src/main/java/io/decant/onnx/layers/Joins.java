package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.onnx.ValueShape;
import io.decant.proto.caffe.ConcatParameter;
import io.decant.proto.caffe.CropParameter;
import io.decant.proto.caffe.EltwiseParameter;
import io.decant.proto.caffe.SliceParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers that join, cut and repeat blobs. */
final class Joins {
  private Joins() {}

  private static List<String> bottoms(OnnxLayerGraph layer) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layer.bottoms(); i++) {
      names.add(layer.bottom(i));
    }
    return names;
  }

  static void concat(OnnxLayerGraph layer) {
    ConcatParameter parameter = layer.fields().getConcatParam();
    int axis = parameter.hasConcatDim() ? parameter.getConcatDim() : parameter.getAxis();
    layer.node("Concat", bottoms(layer)).integer("axis", layer.axis(axis)).into(layer.top(0));
  }

  static void slice(OnnxLayerGraph layer) {
    SliceParameter parameter = layer.fields().getSliceParam();
    int axis = layer.axis(parameter.hasSliceDim() ? parameter.getSliceDim() : parameter.getAxis());
    if (layer.tops() == 1) {
      layer.node("Identity", layer.bottom(0)).into(layer.top(0));
      return;
    }
    List<Long> extents = new ArrayList<>();
    String[] tops = new String[layer.tops()];
    for (int i = 0; i < tops.length; i++) {
      extents.add(layer.topShape(i).dim(axis));
      tops[i] = layer.top(i);
    }
    layer.node("Split", layer.bottom(0), layer.longs(extents)).integer("axis", axis).into(tops);
  }

  static void eltwise(OnnxLayerGraph layer) {
    EltwiseParameter parameter = layer.fields().getEltwiseParam();
    switch (parameter.getOperation()) {
      case SUM -> {
        List<String> summands = new ArrayList<>();
        for (int i = 0; i < layer.bottoms(); i++) {
          float factor = parameter.getCoeffCount() == 0 ? 1 : parameter.getCoeff(i);
          summands.add(Arithmetic.affine(layer, layer.bottom(i), factor, 0));
        }
        layer.node("Sum", summands).into(layer.top(0));
      }
      case MAX -> layer.node("Max", bottoms(layer)).into(layer.top(0));
      case PROD -> {
        OnnxNode product = layer.node("Mul", layer.bottom(0), layer.bottom(1));
        for (int i = 2; i < layer.bottoms(); i++) {
          product = layer.node("Mul", product.result(), layer.bottom(i));
        }
        product.into(layer.top(0));
      }
    }
  }

  static void tile(OnnxLayerGraph layer) {
    long[] repeats = new long[layer.bottomShape(0).rank()];
    Arrays.fill(repeats, 1);
    int axis = layer.axis(layer.fields().getTileParam().getAxis());
    repeats[axis] = layer.fields().getTileParam().getTiles();
    layer.node("Tile", layer.bottom(0), layer.longs(repeats)).into(layer.top(0));
  }

  static void crop(OnnxLayerGraph layer) {
    CropParameter parameter = layer.fields().getCropParam();
    ValueShape bottom = layer.bottomShape(0);
    ValueShape top = layer.topShape(0);
    int first = layer.axis(parameter.getAxis());
    List<Long> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int axis = first; axis < bottom.rank(); axis++) {
      int offsets = parameter.getOffsetCount();
      long offset =
          offsets == 0
              ? 0
              : Integer.toUnsignedLong(parameter.getOffset(offsets == 1 ? 0 : axis - first));
      if (!top.sameAxis(axis, bottom, axis)) {
        axes.add((long) axis);
        starts.add(offset);
        ends.add(offset + top.dim(axis));
      }
    }
    slice(layer, axes, starts, ends);
  }

  static void cropCenter(OnnxLayerGraph layer) {
    List<Long> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Integer> sizes = layer.fields().getCropCenterParam().getCropSizeList();
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (sizes.get(axis) != 0) {
        axes.add((long) axis);
        starts.add(Integer.toUnsignedLong(sizes.get(axis)));
        ends.add(-Integer.toUnsignedLong(sizes.get(axis)));
      }
    }
    slice(layer, axes, starts, ends);
  }

  private static void slice(
      OnnxLayerGraph layer, List<Long> axes, List<Long> starts, List<Long> ends) {
    if (axes.isEmpty()) {
      layer.node("Identity", layer.bottom(0)).into(layer.top(0));
      return;
    }
    layer
        .node("Slice", layer.bottom(0), layer.longs(starts), layer.longs(ends), layer.longs(axes))
        .into(layer.top(0));
  }

  /** BatchReindex. */
  static void pick(OnnxLayerGraph layer) {
    String index = Arithmetic.cast(layer, layer.bottom(1), Arithmetic.INT64).result();
    layer.node("Gather", layer.bottom(0), index).integer("axis", 0).into(layer.top(0));
  }
}
