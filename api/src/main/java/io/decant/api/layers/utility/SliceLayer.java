package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.SliceParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;

/**
 * Cuts a blob along {@code axis}, at the slice points or into equal parts; along the outermost
 * axis, tops are views. Source: Caffe's SliceLayer.
 */
public final class SliceLayer extends SimpleLayer {
  private final SliceParameter parameter;
  private int axis;

  /** Creates the layer. */
  public SliceLayer(LayerConfig config) {
    super(config, BlobCount.exactly(1), BlobCount.atLeast(1));
    parameter = config.parameter().getSliceParam();
    if (parameter.hasAxis() && parameter.hasSliceDim()) {
      throw config.error(
          "slice_param", "slice_dim", "give either axis or the deprecated slice_dim");
    }
    if (parameter.getSliceDim() < 0) {
      throw config.error(
          "slice_param",
          "slice_dim",
          "slice_dim is "
              + Integer.toUnsignedString(parameter.getSliceDim())
              + ", no blob has such an axis");
    }
    int points = parameter.getSlicePointCount();
    if (points > 0 && points != config.parameter().getTopCount() - 1) {
      throw config.error(
          "slice_param",
          "slice_point",
          "slice_point is given "
              + points
              + " times, once between each two of the "
              + config.parameter().getTopCount()
              + " tops is needed");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    axis =
        Axes.canonical(
            parameter.hasSliceDim() ? parameter.getSliceDim() : parameter.getAxis(), bottom);
    long extent = bottom.dim(axis);
    boolean equal = parameter.getSlicePointCount() == 0;
    if (equal && extent % setup.tops() != 0) {
      throw setup.error(
          "axis "
              + axis
              + " of "
              + bottom
              + " cannot be cut into "
              + setup.tops()
              + " equal parts");
    }
    long begin = 0;
    for (int i = 0; i < setup.tops(); i++) {
      long end =
          equal
              ? begin + extent / setup.tops()
              : i < setup.tops() - 1 ? Integer.toUnsignedLong(parameter.getSlicePoint(i)) : extent;
      if (end <= begin || end > extent) {
        throw setup.error(
            "slice points must ascend within axis " + axis + " of " + bottom + ", one is " + end);
      }
      setup.top(i, bottom.with(axis, end - begin));
      begin = end;
    }
  }

  private static boolean contiguous(Shape shape, int axis) {
    return shape.count(0, axis) == 1;
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor bottom = pass.bottom(0);
    long pitch = bottom.shape().countFrom(axis);
    long offset = 0;
    for (int i = 0; i < pass.tops(); i++) {
      long run = pass.topShape(i).countFrom(axis);
      if (contiguous(bottom.shape(), axis)) {
        pass.topView(i, bottom.slice(offset, pass.topShape(i)));
      } else {
        pass.emit(
            AxisRows.scatter(bottom.shape().count(0, axis), run, pitch),
            bottom.slice(offset, Shape.of(0)),
            pass.top(i));
      }
      offset += run;
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    if (pass.tops() == 1) {
      pass.bottomGradientView(0, pass.topGradient(0));
      return;
    }
    Tensor gradient = pass.bottomGradient(0);
    long pitch = gradient.shape().countFrom(axis);
    long offset = 0;
    for (int i = 0; i < pass.tops(); i++) {
      long run = pass.topShape(i).countFrom(axis);
      pass.emit(
          AxisRows.gather(gradient.shape().count(0, axis), run, pitch),
          pass.topGradient(i),
          gradient.slice(offset, Shape.of(0)));
      offset += run;
    }
  }
}
