package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;

/**
 * Puts the elements of bottom 0, maxima of windows, at the positions in their planes that bottom 1
 * has, and 0 elsewhere. Elements for one position are added; positions outside are left out. The
 * positions have no gradient.
 *
 * @param planes images times channels
 * @param from places of a plane of the bottoms
 * @param to places of a plane of the top
 */
record Unpooling(long planes, long from, long to) {
  static final Unpooling EMPTY = new Unpooling(0, 0, 0);

  /** Checks the bottoms, sets the top's shape and returns the geometry. */
  static Unpooling reshape(LayerSetup setup, long height, long width) {
    Shape bottom = setup.bottom(0);
    if (!bottom.equals(setup.bottom(1))) {
      throw setup.error(
          "needs a position for each element of the first bottom, "
              + bottom
              + ", the second is "
              + setup.bottom(1));
    }
    if (height < 1 || width < 1) {
      throw setup.error("gives planes of " + height + " x " + width + " places; more are needed");
    }
    setup.top(0, bottom.with(2, height).with(3, width));
    return new Unpooling(bottom.count(0, 2), bottom.countFrom(2), height * width);
  }

  void forward(ForwardPass pass) {
    pass.emit(
        new ScatterAdd(planes, to, from, 1, IndexLayout.FULL, false),
        pass.bottom(0),
        pass.bottom(1),
        pass.top(0));
  }

  void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(
          new Gather(planes, to, from, 1, IndexLayout.FULL),
          pass.topGradient(0),
          pass.bottom(1),
          pass.bottomGradient(0));
    }
  }
}
