package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.CropParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/**
 * Cuts bottom 0 to the extents of bottom 1 on all axes from {@code axis} on, starting at the
 * offsets. Bottom 1 gets no gradient. Source: Caffe's CropLayer.
 */
public final class CropLayer extends SimpleLayer {
  private final CropParameter parameter;
  private long first;

  /** Creates the layer. */
  public CropLayer(LayerConfig config) {
    super(config, 2, 1);
    parameter = config.parameter().getCropParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    Shape reference = setup.bottom(1);
    int axis = Axes.canonical(parameter.getAxis(), bottom);
    if (reference.rank() != bottom.rank()) {
      throw setup.error(
          "bottoms must have as many axes, these are " + bottom + " and " + reference);
    }
    int offsets = parameter.getOffsetCount();
    if (offsets > 1 && offsets != bottom.rank() - axis) {
      throw setup.error(
          "offset is given "
              + offsets
              + " times, once or once for each of the "
              + (bottom.rank() - axis)
              + " axes is needed");
    }
    long[] strides = bottom.denseStrides();
    Shape top = bottom;
    first = 0;
    for (int i = axis; i < bottom.rank(); i++) {
      long offset =
          offsets == 0
              ? 0
              : Integer.toUnsignedLong(parameter.getOffset(offsets == 1 ? 0 : i - axis));
      if (offset + reference.dim(i) > bottom.dim(i)) {
        throw setup.error(
            "offset "
                + offset
                + " and extent "
                + reference.dim(i)
                + " reach beyond axis "
                + i
                + " of "
                + bottom);
      }
      first += offset * strides[i];
      top = top.with(i, reference.dim(i));
    }
    setup.top(0, top);
  }

  private static TensorSpec inside(Shape part, Shape whole) {
    return TensorSpec.strided(DType.FLOAT32, part, whole.denseStrides());
  }

  @Override
  public void forward(ForwardPass pass) {
    Shape part = pass.topShape(0);
    Tensor bottom = pass.bottom(0);
    pass.emit(
        new Copy(inside(part, bottom.shape()), TensorSpec.dense(DType.FLOAT32, part)),
        bottom.slice(first, Shape.of(0)),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    Shape part = pass.topShape(0);
    for (int i = 0; i < 2; i++) {
      if (pass.propagates(i)) {
        Tensor gradient = pass.bottomGradient(i);
        pass.emit(new Fill(gradient.count(), 0), gradient);
        if (i == 0) {
          pass.emit(
              new Copy(TensorSpec.dense(DType.FLOAT32, part), inside(part, gradient.shape())),
              pass.topGradient(0),
              gradient.slice(first, Shape.of(0)));
        }
      }
    }
  }
}
