package io.decant.api.layers.detection;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.ROIPoolingParameter;
import io.decant.spi.op.Shape;

/**
 * Cuts each region into {@code pooled_h} x {@code pooled_w} bins and takes the largest element of
 * each: x (N, C, H, W), regions (R, 5) to (R, C, pooled_h, pooled_w). A row of regions is image,
 * left, top, right, bottom; {@code spatial_scale} makes places of them, which are rounded. Runs on
 * the host. Source: Fast R-CNN's ROIPoolingLayer.
 */
public final class RoiPoolingLayer extends RegionLayer {
  private final ROIPoolingParameter parameter;

  /** Creates the layer. */
  public RoiPoolingLayer(LayerConfig config) {
    super(config, "roi_pooling");
    parameter = config.parameter().getRoiPoolingParam();
    if (parameter.getPooledH() < 1 || parameter.getPooledW() < 1) {
      throw config.error(
          "roi_pooling_param", "pooled_h", "pooled_h and pooled_w must be given and at least 1");
    }
  }

  @Override
  RegionPooling pooling(LayerSetup setup, Shape x, long regions) {
    Shape y = Shape.of(regions, x.dim(1), parameter.getPooledH(), parameter.getPooledW());
    return new MaxRegionPooling(x, y, parameter.getSpatialScale());
  }
}
