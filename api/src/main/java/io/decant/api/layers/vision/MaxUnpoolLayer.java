package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.spi.op.Shape;

/**
 * Undoes the maximum pooling of the same {@code pooling_param}: (N, C, H, W) maxima and their
 * positions, the pooling's second top, become (N, C, (H - 1) stride + kernel - 2 pad, ...), with 0
 * where no maximum was. Source: OpenCV's MaxUnpoolLayer.
 */
public final class MaxUnpoolLayer extends SimpleLayer {
  private static final String MESSAGE = "pooling_param";

  private final PoolingParameter parameter;
  private Unpooling unpooling = Unpooling.EMPTY;

  /** Creates the layer. */
  public MaxUnpoolLayer(LayerConfig config) {
    super(config, 2, 1);
    parameter = config.parameter().getPoolingParam();
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = Axes.ofImages(setup);
    boolean square = parameter.hasKernelSize();
    long height =
        extent(
            bottom.dim(2),
            square ? parameter.getKernelSize() : parameter.getKernelH(),
            parameter.hasStrideH() ? parameter.getStrideH() : parameter.getStride(),
            parameter.hasPadH() ? parameter.getPadH() : parameter.getPad());
    long width =
        extent(
            bottom.dim(3),
            square ? parameter.getKernelSize() : parameter.getKernelW(),
            parameter.hasStrideW() ? parameter.getStrideW() : parameter.getStride(),
            parameter.hasPadW() ? parameter.getPadW() : parameter.getPad());
    unpooling = Unpooling.reshape(setup, height, width);
  }

  private long extent(long pooled, int kernel, int stride, int pad) {
    return (pooled - 1) * SizeField.read(config(), MESSAGE, "stride", stride, 1)
        + SizeField.read(config(), MESSAGE, "kernel_size", kernel, 1)
        - 2 * SizeField.read(config(), MESSAGE, "pad", pad, 0);
  }

  @Override
  public void forward(ForwardPass pass) {
    unpooling.forward(pass);
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "positions");
    unpooling.backward(pass);
  }
}
