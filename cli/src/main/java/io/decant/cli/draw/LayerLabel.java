package io.decant.cli.draw;

import io.decant.proto.caffe.ConvolutionParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.PoolingParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text and the colour of a layer in drawings. */
final class LayerLabel {
  private static final String OTHER = "#dfe4ea";
  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("Convolution", "#8ecae6"),
          Map.entry("Deconvolution", "#8ecae6"),
          Map.entry("InnerProduct", "#cdb4db"),
          Map.entry("Pooling", "#ffd6a5"),
          Map.entry("BatchNorm", "#e9edc9"),
          Map.entry("Scale", "#e9edc9"),
          Map.entry("LRN", "#e9edc9"),
          Map.entry("Data", "#b7e4c7"),
          Map.entry("ImageData", "#b7e4c7"),
          Map.entry("HDF5Data", "#b7e4c7"),
          Map.entry("Input", "#b7e4c7"),
          Map.entry("DummyData", "#b7e4c7"));

  private LayerLabel() {}

  /** Returns the lines: its name, its type, what it is made of. */
  static List<String> lines(LayerParameter layer) {
    List<String> lines = new ArrayList<>(List.of(layer.getName(), layer.getType()));
    String details =
        switch (layer.getType()) {
          case "Convolution", "Deconvolution" -> convolution(layer.getConvolutionParam());
          case "Pooling" -> pooling(layer.getPoolingParam());
          case "InnerProduct" ->
              Integer.toUnsignedString(layer.getInnerProductParam().getNumOutput()) + " outputs";
          case "Dropout" -> "ratio " + layer.getDropoutParam().getDropoutRatio();
          case "Eltwise" -> layer.getEltwiseParam().getOperation().name();
          default -> "";
        };
    if (!details.isEmpty()) {
      lines.add(details);
    }
    return lines;
  }

  private static String convolution(ConvolutionParameter convolution) {
    return Integer.toUnsignedString(convolution.getNumOutput())
        + " outputs, kernel "
        + size(convolution.getKernelSizeList(), convolution.getKernelH(), convolution.getKernelW())
        + part(
            ", stride ",
            size(convolution.getStrideList(), convolution.getStrideH(), convolution.getStrideW()))
        + part(
            ", pad ", size(convolution.getPadList(), convolution.getPadH(), convolution.getPadW()))
        + (convolution.getGroup() > 1 ? ", group " + convolution.getGroup() : "");
  }

  private static String pooling(PoolingParameter pooling) {
    return pooling.getPool()
        + (pooling.getGlobalPooling()
            ? ", global"
            : ", kernel "
                + size(List.of(pooling.getKernelSize()), pooling.getKernelH(), pooling.getKernelW())
                + part(
                    ", stride ",
                    size(
                        List.of(pooling.getStride()), pooling.getStrideH(), pooling.getStrideW())));
  }

  private static String size(List<Integer> sizes, int height, int width) {
    if (height > 0 || width > 0) {
      return height + "x" + width;
    }
    return sizes.isEmpty() ? "" : String.join("x", sizes.stream().map(String::valueOf).toList());
  }

  private static String part(String word, String size) {
    return size.isEmpty() || size.equals("0") ? "" : word + size;
  }

  static String colour(LayerParameter layer) {
    String type = layer.getType();
    return type.endsWith("Loss") || type.equals("Accuracy") || type.equals("Softmax")
        ? "#ffadad"
        : COLOURS.getOrDefault(type, OTHER);
  }
}
