package io.decant.api.layers.detection;

import io.decant.proto.caffe.PriorBoxParameter.CodeType;
import java.nio.FloatBuffer;

/**
 * Turns what a net says of a prior box into a box.
 *
 * @param priors boxes, then variances
 * @param count number of priors
 * @param code what the four numbers mean
 * @param varianceInTarget whether they are multiplied by the variances already
 */
record BoxDecoder(FloatBuffer priors, int count, CodeType code, boolean varianceInTarget) {
  /** Returns the box of the four numbers from {@code at} on. */
  Box decode(FloatBuffer numbers, int at, int prior) {
    int first = prior * PriorBoxes.NUMBERS;
    Box box =
        new Box(
            priors.get(first), priors.get(first + 1), priors.get(first + 2), priors.get(first + 3));
    float[] moved = new float[PriorBoxes.NUMBERS];
    for (int i = 0; i < moved.length; i++) {
      float variance = varianceInTarget ? 1 : priors.get((count + prior) * PriorBoxes.NUMBERS + i);
      moved[i] = numbers.get(at + i) * variance;
    }
    return switch (code) {
      case CORNER ->
          new Box(
              box.left() + moved[0],
              box.top() + moved[1],
              box.right() + moved[2],
              box.bottom() + moved[3]);
      case CORNER_SIZE ->
          new Box(
              box.left() + moved[0] * box.width(),
              box.top() + moved[1] * box.height(),
              box.right() + moved[2] * box.width(),
              box.bottom() + moved[3] * box.height());
      case CENTER_SIZE -> centred(box, moved);
    };
  }

  private static Box centred(Box prior, float[] moved) {
    float centreX = moved[0] * prior.width() + (prior.left() + prior.right()) / 2;
    float centreY = moved[1] * prior.height() + (prior.top() + prior.bottom()) / 2;
    float width = (float) Math.exp(moved[2]) * prior.width();
    float height = (float) Math.exp(moved[3]) * prior.height();
    return new Box(
        centreX - width / 2, centreY - height / 2, centreX + width / 2, centreY + height / 2);
  }
}
