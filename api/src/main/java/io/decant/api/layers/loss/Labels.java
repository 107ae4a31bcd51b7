package io.decant.api.layers.loss;

import io.decant.api.layer.Axes;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Shape;

/** Shapes of scores (bottom 0) and labels (bottom 1). */
final class Labels {
  private Labels() {}

  /**
   * Returns the geometry of scores over classes along {@code axis}, after checking that there is a
   * label for each score vector.
   */
  static LabelGeometry geometry(LayerSetup setup, int axis, boolean ignores, int ignored) {
    Shape scores = setup.bottom(0);
    int classAxis = Axes.canonical(axis, scores);
    LabelGeometry geometry =
        new LabelGeometry(
            Axes.before(scores, classAxis),
            scores.dim(classAxis),
            Axes.behind(scores, classAxis),
            ignores,
            ignored);
    Shape labels = setup.bottom(1);
    if (labels.count() != geometry.labels()) {
      throw setup.error(
          "scores of shape "
              + scores
              + " with classes on axis "
              + classAxis
              + " need "
              + geometry.labels()
              + " labels, the second bottom has "
              + labels.count()
              + " ("
              + labels
              + ")");
    }
    setup.labels(1, geometry.classes(), ignores, ignored);
    return geometry;
  }

  /** Checks that scores and labels are of one batch, as all losses do. */
  static void checkBatch(LayerSetup setup) {
    Shape scores = setup.bottom(0);
    Shape labels = setup.bottom(1);
    if (scores.rank() == 0 || labels.rank() == 0 || scores.dim(0) != labels.dim(0)) {
      throw setup.error(
          "bottoms 0 and 1 must agree on the first axis, they are " + scores + " and " + labels);
    }
  }

  /** Returns the geometry of one label for each image of a batch, all other axes being classes. */
  static LabelGeometry ofBatch(LayerSetup setup) {
    Shape scores = setup.bottom(0);
    Shape labels = setup.bottom(1);
    if (scores.rank() == 0 || labels.count() != scores.dim(0)) {
      throw setup.error(
          "needs a label for each of a batch, the bottoms are " + scores + " and " + labels);
    }
    LabelGeometry geometry = new LabelGeometry(scores.dim(0), scores.countFrom(1), 1, false, 0);
    checkBatch(setup);
    setup.labels(1, geometry.classes(), false, 0);
    return geometry;
  }
}
