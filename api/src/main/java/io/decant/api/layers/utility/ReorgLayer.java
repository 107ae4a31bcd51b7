package io.decant.api.layers.utility;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.Shape;

/**
 * YOLO's way to move places into channels: (N, C, H, W) becomes (N, C s^2, H / s, W / s), and with
 * {@code reverse} (N, C / s^2, H s, W s), s being {@code stride}. As YOLO's own code does, and
 * unlike a true move of s x s patches, it reads the bottom as if that had C / s^2 channels of s H
 * rows of s W elements. Source: darknet's reorg_cpu.
 */
public final class ReorgLayer extends ReorderingLayer {
  private final long stride;
  private final boolean reverse;

  /** Creates the layer. */
  public ReorgLayer(LayerConfig config) {
    super(config);
    stride = config.parameter().getReorgParam().getStride();
    reverse = config.parameter().getReorgParam().getReverse();
    if (stride < 1) {
      throw config.error(
          "reorg_param", "stride", "stride is " + stride + ", it must be given and at least 1");
    }
  }

  @Override
  AxisOrder order(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    long square = Math.multiplyExact(stride, stride);
    boolean fits = bottom.rank() == 4 && bottom.dim(1) % square == 0;
    if (!fits || (!reverse && (bottom.dim(2) % stride != 0 || bottom.dim(3) % stride != 0))) {
      throw setup.error(
          "takes N x C x H x W with channels in a multiple of stride^2, "
              + square
              + ", and unless reversed rows and columns in a multiple of stride; the bottom is "
              + bottom);
    }
    long images = bottom.dim(0);
    long rows = bottom.dim(1) / square * bottom.dim(2);
    long columns = bottom.dim(3);
    if (reverse) {
      setup.top(
          0,
          Shape.of(images, bottom.dim(1) / square, bottom.dim(2) * stride, bottom.dim(3) * stride));
      return AxisOrder.of(Shape.of(images, stride, stride, rows, columns), 0, 3, 1, 4, 2);
    }
    setup.top(
        0,
        Shape.of(images, bottom.dim(1) * square, bottom.dim(2) / stride, bottom.dim(3) / stride));
    return AxisOrder.of(Shape.of(images, rows, stride, columns, stride), 0, 2, 4, 1, 3);
  }
}
