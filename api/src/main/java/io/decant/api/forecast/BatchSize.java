package io.decant.api.forecast;

import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.InputParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetStateRule;
import io.decant.proto.caffe.Phase;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and changes the batch size of a net: that of the layers which bring data in. */
final class BatchSize {
  private BatchSize() {}

  /** Returns the batch size in a phase; empty when no layer states one. */
  static OptionalLong of(NetParameter net, Phase phase) {
    return net.getLayerList().stream()
        .filter(layer -> isIn(layer, phase))
        .mapToLong(BatchSize::of)
        .filter(size -> size > 0)
        .findFirst();
  }

  /**
   * Returns a net with another batch size in a phase, and none above that in the other.
   *
   * @param from the batch size it has; layers of the phase that state another one stay as they are
   */
  static NetParameter change(NetParameter net, Phase phase, long from, long to) {
    NetParameter.Builder changed = net.toBuilder();
    for (int i = 0; i < net.getLayerCount(); i++) {
      LayerParameter layer = net.getLayer(i);
      long size = of(layer);
      if (isIn(layer, phase) ? size == from : size > to) {
        changed.setLayer(i, withBatch(layer, size, to));
      }
    }
    return changed.build();
  }

  private static long of(LayerParameter layer) {
    return switch (layer.getType()) {
      case "Data" -> layer.getDataParam().getBatchSize();
      case "HDF5Data" -> layer.getHdf5DataParam().getBatchSize();
      case "ImageData" -> layer.getImageDataParam().getBatchSize();
      case "MemoryData" -> layer.getMemoryDataParam().getBatchSize();
      case "WindowData" -> layer.getWindowDataParam().getBatchSize();
      case "Input" -> first(layer.getInputParam());
      case "DummyData" ->
          layer.getDummyDataParam().getShapeCount() > 0
              ? first(layer.getDummyDataParam().getShape(0))
              : 0;
      default -> 0;
    };
  }

  private static LayerParameter withBatch(LayerParameter layer, long from, long to) {
    LayerParameter.Builder changed = layer.toBuilder();
    int size = Math.toIntExact(to);
    switch (layer.getType()) {
      case "Data" -> changed.getDataParamBuilder().setBatchSize(size);
      case "HDF5Data" -> changed.getHdf5DataParamBuilder().setBatchSize(size);
      case "ImageData" -> changed.getImageDataParamBuilder().setBatchSize(size);
      case "MemoryData" -> changed.getMemoryDataParamBuilder().setBatchSize(size);
      case "WindowData" -> changed.getWindowDataParamBuilder().setBatchSize(size);
      case "Input" ->
          changed
              .getInputParamBuilder()
              .getShapeBuilderList()
              .forEach(shape -> change(shape, from, to));
      default ->
          changed
              .getDummyDataParamBuilder()
              .getShapeBuilderList()
              .forEach(shape -> change(shape, from, to));
    }
    return changed.build();
  }

  private static void change(BlobShape.Builder shape, long from, long to) {
    if (shape.getDimCount() > 0 && shape.getDim(0) == from) {
      shape.setDim(0, to);
    }
  }

  private static long first(InputParameter input) {
    return input.getShapeCount() > 0 ? first(input.getShape(0)) : 0;
  }

  private static long first(BlobShape shape) {
    return shape.getDimCount() > 0 ? shape.getDim(0) : 0;
  }

  private static boolean isIn(LayerParameter layer, Phase phase) {
    Set<Phase> phases =
        layer.getIncludeList().stream()
            .filter(NetStateRule::hasPhase)
            .map(NetStateRule::getPhase)
            .collect(Collectors.toSet());
    return phases.isEmpty() || phases.contains(phase);
  }
}
