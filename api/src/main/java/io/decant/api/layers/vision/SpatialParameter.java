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
  private final LayerConfig config;
  private final ConvolutionParameter parameter;
  private final int axes;

  SpatialParameter(LayerConfig config, int axes) {
    this.config = config;
    this.parameter = config.parameter().getConvolutionParam();
    this.axes = axes;
  }

  List<Long> kernel() {
    List<Long> kernel;
    if (parameter.hasKernelH() || parameter.hasKernelW()) {
      kernel =
          pair(
              "kernel",
              parameter.getKernelH(),
              parameter.getKernelW(),
              parameter.getKernelSizeCount());
    } else {
      kernel = repeated("kernel_size", parameter.getKernelSizeList(), -1);
    }
    return atLeastOne("kernel_size", kernel);
  }

  List<Long> stride() {
    if (parameter.hasStrideH() || parameter.hasStrideW()) {
      return atLeastOne(
          "stride",
          pair(
              "stride",
              parameter.getStrideH(),
              parameter.getStrideW(),
              parameter.getStrideCount()));
    }
    return atLeastOne("stride", repeated("stride", parameter.getStrideList(), 1));
  }

  List<Long> pad() {
    if (parameter.hasPadH() || parameter.hasPadW()) {
      return pair("pad", parameter.getPadH(), parameter.getPadW(), parameter.getPadCount());
    }
    return repeated("pad", parameter.getPadList(), 0);
  }

  List<Long> dilation() {
    return atLeastOne("dilation", repeated("dilation", parameter.getDilationList(), 1));
  }

  private List<Long> pair(String field, int height, int width, int repeated) {
    if (axes != 2) {
      throw config.error(field + "_h and " + field + "_w need 2 spatial axes, there are " + axes);
    }
    if (repeated > 0) {
      throw config.error(field + " is given both once and as " + field + "_h and " + field + "_w");
    }
    return List.of(Integer.toUnsignedLong(height), Integer.toUnsignedLong(width));
  }

  private List<Long> repeated(String field, List<Integer> given, long otherwise) {
    if (given.isEmpty() && otherwise >= 0) {
      return Collections.nCopies(axes, otherwise);
    }
    if (given.size() != 1 && given.size() != axes) {
      throw config.error(
          field
              + " is given "
              + given.size()
              + " times, once or once for each of the "
              + axes
              + " spatial axes is needed");
    }
    List<Long> values = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      values.add(Integer.toUnsignedLong(given.get(given.size() == 1 ? 0 : axis)));
    }
    return values;
  }

  private List<Long> atLeastOne(String field, List<Long> values) {
    if (values.stream().anyMatch(value -> value < 1)) {
      throw config.error(field + " is " + values + ", every entry must be at least 1");
    }
    return values;
  }
}
