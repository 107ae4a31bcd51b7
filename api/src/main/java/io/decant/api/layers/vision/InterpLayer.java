package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.InterpParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;

/**
 * Bilinear interpolation of planes, corners on corners. The size is that of the second bottom,
 * which gets no gradient; or {@code height} x {@code width}; or (s - 1) / shrink_factor + 1 and
 * then s + (s - 1) (zoom_factor - 1), s being the extent that {@code pad_beg} and {@code pad_end},
 * 0 or negative, leave. Source: DeepLab's InterpLayer.
 */
public final class InterpLayer extends SimpleLayer {
  private static final String MESSAGE = "interp_param";

  private final InterpParameter parameter;
  private LinearAxis vertical = LinearAxis.EMPTY;
  private LinearAxis horizontal = LinearAxis.EMPTY;

  /** Creates the layer. */
  public InterpLayer(LayerConfig config) {
    super(config, BlobCount.between(1, 2), BlobCount.exactly(1));
    parameter = config.parameter().getInterpParam();
    if (parameter.getPadBeg() > 0 || parameter.getPadEnd() > 0) {
      throw config.error(MESSAGE, "pad_beg", "pad_beg and pad_end must be 0 or negative");
    }
    if (parameter.getZoomFactor() < 1 || parameter.getShrinkFactor() < 1) {
      throw config.error(
          MESSAGE, "zoom_factor", "zoom_factor and shrink_factor must be at least 1");
    }
    if (parameter.hasHeight() != parameter.hasWidth()) {
      throw config.error(MESSAGE, "height", "give both height and width");
    }
    boolean factors = parameter.hasZoomFactor() || parameter.hasShrinkFactor();
    boolean sized = parameter.hasHeight() || config.parameter().getBottomCount() == 2;
    if (factors == sized) {
      throw config.error(
          "the size comes from factors, from height and width, or from a second bottom; give one");
    }
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    Shape like = setup.bottom(setup.bottoms() - 1);
    if (bottom.rank() != 4 || like.rank() != 4) {
      throw setup.error("takes N x C x H x W, the bottoms are " + bottom + " and " + like);
    }
    boolean second = setup.bottoms() == 2;
    long planes = bottom.count(0, 2);
    long height = second ? like.dim(2) : extent(setup, bottom.dim(2), parameter.getHeight());
    long width = second ? like.dim(3) : extent(setup, bottom.dim(3), parameter.getWidth());
    if (height < 1 || width < 1 || part(bottom.dim(2)) < 1 || part(bottom.dim(3)) < 1) {
      throw setup.error(
          "makes " + height + " x " + width + " places of " + bottom + "; at least one is needed");
    }
    vertical = axis("vertical", planes, bottom.dim(2), height, bottom.dim(3));
    horizontal = axis("horizontal", planes * height, bottom.dim(3), width, 1);
    setup.top(0, bottom.with(2, height).with(3, width));
  }

  private long part(long size) {
    return size + parameter.getPadBeg() + parameter.getPadEnd();
  }

  private long extent(LayerSetup setup, long size, int given) {
    if (parameter.hasHeight()) {
      return given;
    }
    long part = part(size);
    if (part < 1) {
      throw setup.error("pad_beg and pad_end leave nothing of " + size + " places");
    }
    long shrunk = (part - 1) / parameter.getShrinkFactor() + 1;
    return shrunk + (shrunk - 1) * (parameter.getZoomFactor() - 1);
  }

  private LinearAxis axis(String name, long outer, long size, long count, long inner) {
    return new LinearAxis(name, outer, size, -parameter.getPadBeg(), part(size), count, inner);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor rows = pass.temporary("rows", between());
    vertical.forward(pass, pass.bottom(0), rows);
    horizontal.forward(pass, rows, pass.top(0));
  }

  private Shape between() {
    return Shape.of(vertical.outer(), vertical.count(), vertical.inner());
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      Tensor rows = pass.temporary("rows", between());
      horizontal.backward(pass, pass.topGradient(0), rows);
      vertical.backward(pass, rows, pass.bottomGradient(0));
    }
    if (pass.bottoms() == 2) {
      refuseGradient(pass, 1, "bottoms that give the size");
    }
  }
}
