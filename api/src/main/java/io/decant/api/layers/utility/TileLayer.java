package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/** Repeats a blob {@code tiles} times along {@code axis}. Source: Caffe's TileLayer. */
public final class TileLayer extends SimpleLayer {
  private final long tiles;
  private long outer;
  private long inner;

  /** Creates the layer. */
  public TileLayer(LayerConfig config) {
    super(config, 1, 1);
    tiles = config.parameter().getTileParam().getTiles();
    if (tiles < 1) {
      throw config.error("tile_param", "tiles", "tiles is " + tiles + ", it must be at least 1");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int axis = Axes.canonical(config().parameter().getTileParam().getAxis(), bottom);
    outer = bottom.count(0, axis);
    inner = bottom.countFrom(axis);
    setup.top(0, bottom.with(axis, Math.multiplyExact(tiles, bottom.dim(axis))));
  }

  @Override
  public void forward(ForwardPass pass) {
    Shape shape = Shape.of(outer, tiles, inner);
    pass.emit(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, shape, inner, 0, 1),
            TensorSpec.dense(DType.FLOAT32, shape)),
        pass.bottom(0),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(
          Reduce.of(Reduce.Function.SUM, outer, tiles, inner),
          pass.topGradient(0),
          pass.bottomGradient(0));
    }
  }
}
