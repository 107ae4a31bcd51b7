package io.decant.api.layers.vision;

import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.ConvolutionParameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads kernel, stride, padding and dilation: given once for all axes, once for each, or as _h and
 * _w.
 */
final class SpatialParameter {
  private static final String MESSAGE = "convolution_param";

  private final LayerConfig config;
  private final ConvolutionParameter parameter;
  private final int axes;

  SpatialParameter(LayerConfig config, int axes) {
    this.config = config;
    this.parameter = config.parameter().getConvolutionParam();
    this.axes = axes;
  }

  List<Long> kernel() {
    if (parameter.hasKernelH() || parameter.hasKernelW()) {
      return pair(
          "kernel_size",
          parameter.getKernelSizeCount(),
          List.of("kernel_h", "kernel_w"),
          List.of(parameter.getKernelH(), parameter.getKernelW()),
          1);
    }
    if (axes > 0 && parameter.getKernelSizeCount() == 0) {
      throw config.error(MESSAGE, "kernel_size", "kernel_size is missing");
    }
    return repeated("kernel_size", parameter.getKernelSizeList(), 1, 1);
  }

  List<Long> stride() {
    if (parameter.hasStrideH() || parameter.hasStrideW()) {
      return pair(
          "stride",
          parameter.getStrideCount(),
          List.of("stride_h", "stride_w"),
          List.of(parameter.getStrideH(), parameter.getStrideW()),
          1);
    }
    return repeated("stride", parameter.getStrideList(), 1, 1);
  }

  List<Long> pad() {
    if (parameter.hasPadH() || parameter.hasPadW()) {
      return pair(
          "pad",
          parameter.getPadCount(),
          List.of("pad_h", "pad_w"),
          List.of(parameter.getPadH(), parameter.getPadW()),
          0);
    }
    return repeated("pad", parameter.getPadList(), 0, 0);
  }

  List<Long> dilation() {
    if (parameter.getHoleCount() == 0) {
      return repeated("dilation", parameter.getDilationList(), 1, 1);
    }
    if (parameter.getDilationCount() > 0) {
      throw config.error(MESSAGE, "hole", "give either dilation, or hole, DeepLab's name for it");
    }
    return repeated("hole", parameter.getHoleList(), 1, 1);
  }

  private List<Long> pair(
      String square, int squares, List<String> fields, List<Integer> given, long least) {
    String first = fields.get(0);
    String both = first + " and " + fields.get(1);
    if (axes != 2) {
      throw config.error(MESSAGE, first, both + " need 2 spatial axes, there are " + axes);
    }
    if (squares > 0) {
      throw config.error(MESSAGE, square, "give either " + square + ", or " + both);
    }
    return List.of(
        SizeField.read(config, MESSAGE, first, given.get(0), least),
        SizeField.read(config, MESSAGE, fields.get(1), given.get(1), least));
  }

  private List<Long> repeated(String field, List<Integer> given, long least, long otherwise) {
    if (given.isEmpty()) {
      return Collections.nCopies(axes, otherwise);
    }
    if (given.size() != 1 && given.size() != axes) {
      throw config.error(
          MESSAGE,
          field,
          field
              + " is given "
              + given.size()
              + " times, once or once for each of the "
              + axes
              + " spatial axes is needed");
    }
    List<Long> values = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      int value = given.get(given.size() == 1 ? 0 : axis);
      values.add(SizeField.read(config, MESSAGE, field, value, least));
    }
    return values;
  }
}
