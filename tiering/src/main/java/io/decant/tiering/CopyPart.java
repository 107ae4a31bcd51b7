package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.tiering.plan.CopyPiece;
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
    List<CopyPiece> pieces = CopyPiece.of(shape.rowBytes());
    if (shape.rows() != 1 || pieces.size() == 1) {
      return List.of(new CopyPart(0, place.bytes(), shape));
    }
    List<CopyPart> parts = new ArrayList<>();
    for (CopyPiece piece : pieces) {
      long end = piece.end() == shape.rowBytes() ? place.bytes() : piece.end();
      parts.add(new CopyPart(piece.begin(), end, CopyShape.bytes(piece.bytes())));
    }
    return parts;
  }
}
