package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.api.layer.WindowedLayer;
import io.decant.api.layers.utility.AxisRows;
import io.decant.proto.caffe.PoolingParameter.PoolMethod;
import io.decant.proto.caffe.SPPParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Spatial pyramid pooling: level i of {@code pyramid_height} pools (N, C, H, W) into 2^i x 2^i
 * windows; the levels, flattened, stand one behind another in the top (N, sum of C * 4^i). With one
 * level the top is (N, C, 1, 1). Source: Caffe's SPPLayer; He et al., ECCV 2014.
 */
public final class SppLayer extends SimpleLayer implements WindowedLayer {
  /** More levels have windows smaller than a pixel of the largest image. */
  private static final int MOST_LEVELS = 24;

  private final SPPParameter parameter;
  private final int height;
  private List<Pooling> levels = List.of();

  /** Creates the layer. */
  public SppLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getSppParam();
    height = parameter.getPyramidHeight();
    if (height < 1 || height > MOST_LEVELS) {
      throw config.error(
          "spp_param",
          "pyramid_height",
          "pyramid_height is "
              + Integer.toUnsignedString(height)
              + ", it must be at least 1 and at most "
              + MOST_LEVELS);
    }
  }

  @Override
  public List<Window> windows() {
    return levels.stream().map(level -> level.geometry().window()).toList();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() != 4 || bottom.dim(2) == 0 || bottom.dim(3) == 0) {
      throw setup.error("pools 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    List<Pooling> found = new ArrayList<>();
    long width = 0;
    for (int level = 0; level < height; level++) {
      long windows = 1L << level;
      List<PoolingAxis> axes =
          List.of(axis(setup, bottom.dim(2), windows), axis(setup, bottom.dim(3), windows));
      Pooling pooling = Pooling.of(setup, method(), axes, true, Integer.toString(level));
      found.add(pooling);
      width = Math.addExact(width, pooling.shape(bottom).countFrom(1));
    }
    levels = found;
    setup.top(0, height == 1 ? levels.get(0).shape(bottom) : Shape.of(bottom.dim(0), width));
  }

  private PoolMethod method() {
    return switch (parameter.getPool()) {
      case MAX -> PoolMethod.MAX;
      case AVE -> PoolMethod.AVE;
      case STOCHASTIC -> PoolMethod.STOCHASTIC;
    };
  }

  private static PoolingAxis axis(LayerSetup setup, long extent, long windows) {
    long kernel = (extent + windows - 1) / windows;
    long pad = (kernel * windows - extent + 1) / 2;
    if (pad >= kernel) {
      throw setup.error(
          "a level of "
              + windows
              + " x "
              + windows
              + " windows needs a padding of "
              + pad
              + ", its windows cover "
              + kernel
              + " of "
              + extent
              + " elements; lower pyramid_height");
    }
    return new PoolingAxis(extent, kernel, pad, kernel);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor top = pass.top(0);
    long images = top.shape().dim(0);
    long pitch = top.shape().countFrom(1);
    long offset = 0;
    long random = 0;
    for (Pooling level : levels) {
      if (height == 1) {
        level.emit(pass, pass.bottom(0), top, null, random);
        return;
      }
      Tensor pooled = pass.temporary("pooled", Shape.of(level.count()));
      level.emit(pass, pass.bottom(0), pooled, null, random);
      long run = images == 0 ? 0 : level.count() / images;
      pass.emit(AxisRows.gather(images, run, pitch), pooled, top.slice(offset, Shape.of(0)));
      offset += run;
      random += (level.count() + 3) / 4 * 4;
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    if (!levels.get(0).hasGradient(pass)) {
      throw config().error("pool: STOCHASTIC has a gradient in phase TRAIN only");
    }
    Tensor gradient = pass.topGradient(0);
    Tensor result = pass.bottomGradient(0);
    if (height == 1) {
      levels.get(0).emitGradient(pass, gradient, null, result);
      return;
    }
    Tensor part = pass.temporary("part", result.shape());
    long images = gradient.shape().dim(0);
    long pitch = gradient.shape().countFrom(1);
    long offset = 0;
    for (Pooling level : levels) {
      Tensor pooled = pass.temporary("pooled", Shape.of(level.count()));
      long run = images == 0 ? 0 : level.count() / images;
      pass.emit(AxisRows.scatter(images, run, pitch), gradient.slice(offset, Shape.of(0)), pooled);
      boolean first = offset == 0;
      level.emitGradient(pass, pooled, null, first ? result : part);
      if (!first) {
        pass.emit(Axpby.of(result.count(), 1, 1), part, result);
      }
      offset += run;
    }
  }
}
