package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.UpsampleParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/**
 * Enlarges planes. With one bottom, (N, C, H, W) becomes (N, C, H scale, W scale), each element
 * {@code scale} times {@code scale} times, as in the ports of YOLO; a scale that is not given is 1.
 * With two, the second being positions of maxima, elements go to these places and the rest is 0, as
 * in SegNet: the planes have {@code upsample_h} x {@code upsample_w} places, or scale times those
 * of the bottom, 2 if not given, less one where {@code pad_out_h}, {@code pad_out_w} say so.
 * Source: SegNet's UpsampleLayer and that of the YOLO ports.
 */
public final class UpsampleLayer extends SimpleLayer {
  private static final String MESSAGE = "upsample_param";

  private final UpsampleParameter parameter;
  private final boolean unpools;
  private Unpooling unpooling = Unpooling.EMPTY;
  private long rows;
  private long columns;
  private long scaleHeight;
  private long scaleWidth;

  /** Creates the layer. */
  public UpsampleLayer(LayerConfig config) {
    super(config, BlobCount.between(1, 2), BlobCount.exactly(1));
    parameter = config.parameter().getUpsampleParam();
    unpools = config.parameter().getBottomCount() == 2;
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = Axes.ofImages(setup);
    int otherwise = unpools || parameter.hasScale() ? parameter.getScale() : 1;
    scaleHeight = size("scale_h", parameter.hasScaleH() ? parameter.getScaleH() : otherwise);
    scaleWidth = size("scale_w", parameter.hasScaleW() ? parameter.getScaleW() : otherwise);
    long height = bottom.dim(2) * scaleHeight;
    long width = bottom.dim(3) * scaleWidth;
    if (unpools) {
      height -= parameter.getPadOutH() ? 1 : 0;
      width -= parameter.getPadOutW() ? 1 : 0;
      unpooling =
          Unpooling.reshape(
              setup,
              parameter.hasUpsampleH() ? size("upsample_h", parameter.getUpsampleH()) : height,
              parameter.hasUpsampleW() ? size("upsample_w", parameter.getUpsampleW()) : width);
    } else {
      refuseUnpooling();
      rows = bottom.count(0, 3);
      columns = bottom.dim(3);
      setup.top(0, bottom.with(2, height).with(3, width));
    }
  }

  private long size(String field, int value) {
    return SizeField.read(config(), MESSAGE, field, value, 1);
  }

  private void refuseUnpooling() {
    if (parameter.hasUpsampleH()
        || parameter.hasUpsampleW()
        || parameter.getPadOutH()
        || parameter.getPadOutW()) {
      throw config()
          .error("upsample_h, upsample_w, pad_out_h and pad_out_w need positions, a second bottom");
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    if (unpools) {
      unpooling.forward(pass);
      return;
    }
    Shape shape = Shape.of(rows, scaleHeight, columns, scaleWidth);
    pass.emit(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, shape, columns, 0, 1, 0),
            TensorSpec.dense(DType.FLOAT32, shape)),
        pass.bottom(0),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (unpools) {
      refuseGradient(pass, 1, "positions");
      unpooling.backward(pass);
    } else if (pass.propagates(0)) {
      long width = columns * scaleWidth;
      Tensor sums = pass.temporary("sums", Shape.of(rows, width));
      pass.emit(
          Reduce.of(Reduce.Function.SUM, rows, scaleHeight, width), pass.topGradient(0), sums);
      pass.emit(
          Reduce.of(Reduce.Function.SUM, rows * columns, scaleWidth, 1),
          sums,
          pass.bottomGradient(0));
    }
  }
}
