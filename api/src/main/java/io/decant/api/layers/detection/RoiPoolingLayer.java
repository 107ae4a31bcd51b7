package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.ROIPoolingParameter;
import io.decant.spi.memory.HostOp;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * Cuts each region into {@code pooled_h} x {@code pooled_w} bins and takes the largest element of
 * each: x (N, C, H, W), regions (R, 5) to (R, C, pooled_h, pooled_w). A row of regions is image,
 * left, top, right, bottom; {@code spatial_scale} makes places of them, which are rounded. Runs on
 * the host. Source: Fast R-CNN's ROIPoolingLayer.
 */
public final class RoiPoolingLayer extends RegionLayer {
  private final ROIPoolingParameter parameter;
  private RegionPooling pooling = new MaxRegionPooling(Shape.of(), Shape.of(), 1);

  /** Creates the layer. */
  public RoiPoolingLayer(LayerConfig config) {
    super(config);
    parameter = config.parameter().getRoiPoolingParam();
    if (parameter.getPooledH() < 1 || parameter.getPooledW() < 1) {
      throw config.error(
          "roi_pooling_param", "pooled_h", "pooled_h and pooled_w must be given and at least 1");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape x = setup.bottom(0);
    Shape y = Shape.of(regions(setup), x.dim(1), parameter.getPooledH(), parameter.getPooledW());
    pooling = new MaxRegionPooling(x, y, parameter.getSpatialScale());
    setup.top(0, y);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(
        new HostOp(
            "roi_pooling",
            List.of(
                pooling.readX(), pooling.regions(), pooling.write("y"), pooling.write("places")),
            pooling::forward),
        pass.bottom(0),
        pass.bottom(1),
        pass.top(0),
        pass.keep("places", pass.topShape(0)));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseRegionGradient(pass);
    if (pass.propagates(0)) {
      pass.emit(
          new HostOp(
              "roi_pooling_backward",
              List.of(
                  pooling.read("dy"),
                  pooling.regions(),
                  pooling.read("places"),
                  pooling.writeGradient()),
              pooling::backward),
          pass.topGradient(0),
          pass.bottom(1),
          pass.kept("places"),
          pass.bottomGradient(0));
    }
  }
}
