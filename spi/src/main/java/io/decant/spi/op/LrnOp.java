package io.decant.spi.op;

import java.util.List;

/** Local response normalisation, or its gradient. */
sealed interface LrnOp extends CompositeOp, ChannelOp permits Lrn, LrnBackward {
  /** Returns sizes and constants. */
  LrnGeometry geometry();

  @Override
  default long outer() {
    return geometry().outer();
  }

  @Override
  default long channels() {
    return geometry().channels();
  }

  @Override
  default long inner() {
    return geometry().inner();
  }

  @Override
  default List<TileAxis> tileAxes() {
    return List.of(ChannelTiles.outer(this), ChannelTiles.inner(this));
  }
}
