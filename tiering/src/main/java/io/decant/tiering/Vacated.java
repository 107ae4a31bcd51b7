package io.decant.tiering;

import java.util.List;
import java.util.stream.Stream;

/**
 * Says when a part of a place may be used again.
 *
 * @param end where the part ends in the place, in bytes; it begins where the one before it ends
 * @param fences behind all that uses it
 */
record Vacated(long end, List<Fence> fences) {
  /** Returns the same for a part that something else uses, too. */
  Vacated and(Fence fence) {
    return new Vacated(end, Stream.concat(fences.stream(), Stream.of(fence)).toList());
  }
}
