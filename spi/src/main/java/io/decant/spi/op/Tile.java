package io.decant.spi.op;

import java.util.List;

/**
 * A part of an operator: the smaller spec, and where each of its operands starts.
 *
 * @param spec the operator over the part
 * @param elementOffsets for each operand, the offset of its first element in the whole operand
 */
public record Tile(OpSpec spec, List<Long> elementOffsets) {
  /** Copies the list. */
  public Tile {
    elementOffsets = List.copyOf(elementOffsets);
  }
}
