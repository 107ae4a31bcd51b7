package io.decant.api.layers.detection;

/**
 * How a region is cut into bins along one axis. Neighbouring bins may share a place.
 *
 * @param start where the region begins, in places
 * @param bin places of a bin, not necessarily whole
 * @param places places that there are; bins are cut to these
 */
record RegionAxis(float start, float bin, int places) {
  /** Returns the first place of a bin. */
  int begin(int index) {
    return clamp(Math.floor(index * bin + start));
  }

  /** Returns the place behind the last one of a bin. */
  int end(int index) {
    return clamp(Math.ceil((index + 1) * bin + start));
  }

  private int clamp(double place) {
    return (int) Math.min(Math.max(place, 0), places);
  }
}
