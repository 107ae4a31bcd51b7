package io.decant.api.layers.detection;

/**
 * A box in fractions of an image.
 *
 * @param left first column
 * @param top first row
 * @param right last column
 * @param bottom last row
 */
record Box(float left, float top, float right, float bottom) {
  float width() {
    return right - left;
  }

  float height() {
    return bottom - top;
  }

  /** Returns the part inside the image; outside of it, a box on its edge. */
  Box inImage() {
    return new Box(inImage(left), inImage(top), inImage(right), inImage(bottom));
  }

  private static float inImage(float place) {
    return Math.min(Math.max(place, 0), 1);
  }

  /** Returns the area; 0 where the corners are the wrong way round. */
  float area() {
    return right < left || bottom < top ? 0 : width() * height();
  }

  /** Returns the share of the area of both boxes together that they have in common. */
  float overlap(Box other) {
    if (other.left > right || other.right < left || other.top > bottom || other.bottom < top) {
      return 0;
    }
    Box common =
        new Box(
            Math.max(left, other.left),
            Math.max(top, other.top),
            Math.min(right, other.right),
            Math.min(bottom, other.bottom));
    float shared = common.area();
    return common.width() > 0 && common.height() > 0
        ? shared / (area() + other.area() - shared)
        : 0;
  }
}
