package io.decant.api.layers.detection;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.PSROIPoolingParameter;
import io.decant.spi.op.Shape;

/**
 * Cuts each region into {@code group_size} x {@code group_size} bins and takes the mean of each,
 * bin (i, j) of channel c from channel {@code (c * group_size + i) * group_size + j}: x (N,
 * output_dim * group_size^2, H, W), regions (R, 5) to (R, output_dim, group_size, group_size). A
 * row of regions is image, left, top, right, bottom; these are rounded, then {@code spatial_scale}
 * makes places of them. Runs on the host. Source: R-FCN's PSROIPoolingLayer.
 */
public final class PsroiPoolingLayer extends RegionLayer {
  private final PSROIPoolingParameter parameter;

  /** Creates the layer. */
  public PsroiPoolingLayer(LayerConfig config) {
    super(config, "psroi_pooling");
    parameter = config.parameter().getPsroiPoolingParam();
    if (parameter.getOutputDim() < 1
        || parameter.getGroupSize() < 1
        || !(parameter.getSpatialScale() > 0)) {
      throw config.error(
          "psroi_pooling_param",
          "output_dim",
          "spatial_scale, output_dim and group_size must be given and above 0");
    }
  }

  @Override
  RegionPooling pooling(LayerSetup setup, Shape x, long regions) {
    long group = parameter.getGroupSize();
    long channels = parameter.getOutputDim() * group * group;
    if (x.dim(1) != channels) {
      throw setup.error(
          "needs output_dim * group_size^2 = " + channels + " channels, the bottom is " + x);
    }
    Shape y = Shape.of(regions, parameter.getOutputDim(), group, group);
    return new PositionSensitivePooling(x, y, parameter.getSpatialScale());
  }
}
