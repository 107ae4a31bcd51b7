package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.tiering.plan.CopyPieces;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a copy from or to a place.
 *
 * @param begin where it begins in the place and in what is copied, in bytes
 * @param end where it ends in the place
 * @param shape what is copied
 */
record CopyPart(long begin, long end, CopyShape shape) {
  /** Cuts a copy that fills a place or empties it; several rows stay together. */
  static List<CopyPart> of(CopyShape shape, Place place) {
    int pieces = shape.rows() == 1 ? CopyPieces.count(shape.rowBytes()) : 1;
    if (pieces == 1) {
      return List.of(new CopyPart(0, place.bytes(), shape));
    }
    List<CopyPart> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      long begin = CopyPieces.end(shape.rowBytes(), i - 1);
      long end = CopyPieces.end(shape.rowBytes(), i);
      boolean last = i == pieces - 1;
      parts.add(new CopyPart(begin, last ? place.bytes() : end, CopyShape.bytes(end - begin)));
    }
    return parts;
  }
}
