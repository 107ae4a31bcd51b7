package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.ConcatParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;

/** Puts bottoms one behind another along {@code axis}. Source: Caffe's ConcatLayer. */
public final class ConcatLayer extends SimpleLayer {
  private final ConcatParameter parameter;
  private int axis;

  /** Creates the layer. */
  public ConcatLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(1), BlobCount.exactly(1));
    parameter = config.parameter().getConcatParam();
    if (parameter.hasAxis() && parameter.hasConcatDim()) {
      throw config.error(
          "concat_param", "concat_dim", "give either axis or the deprecated concat_dim");
    }
    if (parameter.getConcatDim() < 0) {
      throw config.error(
          "concat_param",
          "concat_dim",
          "concat_dim is "
              + Integer.toUnsignedString(parameter.getConcatDim())
              + ", no blob has such an axis");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape first = setup.bottom(0);
    axis =
        Axes.canonical(
            parameter.hasConcatDim() ? parameter.getConcatDim() : parameter.getAxis(), first);
    long extent = 0;
    for (int i = 0; i < setup.bottoms(); i++) {
      Shape bottom = setup.bottom(i);
      if (bottom.rank() != first.rank() || !bottom.with(axis, 0).equals(first.with(axis, 0))) {
        throw setup.error(
            "bottoms must agree on all axes but axis "
                + axis
                + ", these are "
                + first
                + " and "
                + bottom);
      }
      extent = Math.addExact(extent, bottom.dim(axis));
    }
    setup.top(0, first.with(axis, extent));
  }

  @Override
  public void forward(ForwardPass pass) {
    if (pass.bottoms() == 1) {
      pass.topView(0, pass.bottom(0));
      return;
    }
    Tensor top = pass.top(0);
    long pitch = top.shape().countFrom(axis);
    long offset = 0;
    for (int i = 0; i < pass.bottoms(); i++) {
      Tensor bottom = pass.bottom(i);
      long run = bottom.shape().countFrom(axis);
      pass.emit(
          AxisRows.gather(top.shape().count(0, axis), run, pitch),
          bottom,
          top.slice(offset, Shape.of(0)));
      offset += run;
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    if (pass.bottoms() == 1) {
      if (pass.propagates(0)) {
        pass.bottomGradientView(0, gradient);
      }
      return;
    }
    long pitch = gradient.shape().countFrom(axis);
    long offset = 0;
    for (int i = 0; i < pass.bottoms(); i++) {
      long run = pass.bottom(i).shape().countFrom(axis);
      if (pass.propagates(i)) {
        pass.emit(
            AxisRows.scatter(gradient.shape().count(0, axis), run, pitch),
            gradient.slice(offset, Shape.of(0)),
            pass.bottomGradient(i));
      }
      offset += run;
    }
  }
}
