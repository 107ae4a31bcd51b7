package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.PSROIPoolingParameter;
import io.decant.spi.memory.HostOp;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * Cuts each region into {@code group_size} x {@code group_size} bins and takes the mean of each,
 * bin (i, j) of channel c from channel {@code (c * group_size + i) * group_size + j}: x (N,
 * output_dim * group_size^2, H, W), regions (R, 5) to (R, output_dim, group_size, group_size). A
 * row of regions is image, left, top, right, bottom; these are rounded, then {@code spatial_scale}
 * makes places of them. Runs on the host. Source: R-FCN's PSROIPoolingLayer.
 */
public final class PsroiPoolingLayer extends RegionLayer {
  private final PSROIPoolingParameter parameter;
  private RegionPooling pooling = new PositionSensitivePooling(Shape.of(), Shape.of(), 1);

  /** Creates the layer. */
  public PsroiPoolingLayer(LayerConfig config) {
    super(config);
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
  public void reshape(LayerSetup setup) {
    Shape x = setup.bottom(0);
    long regions = regions(setup);
    long group = parameter.getGroupSize();
    if (x.dim(1) != parameter.getOutputDim() * group * group) {
      throw setup.error(
          "needs output_dim * group_size^2 = "
              + parameter.getOutputDim() * group * group
              + " channels, the bottom is "
              + x);
    }
    Shape y = Shape.of(regions, parameter.getOutputDim(), group, group);
    pooling = new PositionSensitivePooling(x, y, parameter.getSpatialScale());
    setup.top(0, y);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(
        new HostOp(
            "psroi_pooling",
            List.of(pooling.readX(), pooling.regions(), pooling.write("y")),
            pooling::forward),
        pass.bottom(0),
        pass.bottom(1),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseRegionGradient(pass);
    if (pass.propagates(0)) {
      pass.emit(
          new HostOp(
              "psroi_pooling_backward",
              List.of(pooling.read("dy"), pooling.regions(), pooling.writeGradient()),
              pooling::backward),
          pass.topGradient(0),
          pass.bottom(1),
          pass.bottomGradient(0));
    }
  }
}
