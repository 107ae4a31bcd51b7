package io.decant.spi.layout;

import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An operator with channels last.
 *
 * @param spec the operator
 * @param placements for each operand, where it lies; empty for one that has no channels, or one
 *     element for each, and is the same with channels first
 */
record Form(OpSpec spec, List<Optional<Placement>> placements) {
  /** Copies the list. */
  Form {
    placements = List.copyOf(placements);
  }

  /**
   * Returns a form of which some operands are all elements of their blocks.
   *
   * @param extents those of the blocks
   * @param operands which operands
   */
  static Form of(OpSpec spec, ChannelExtents extents, int... operands) {
    List<Optional<Placement>> placements = new ArrayList<>();
    for (int i = 0; i < spec.operands().size(); i++) {
      int operand = i;
      placements.add(
          Arrays.stream(operands).anyMatch(placed -> placed == operand)
              ? Optional.of(Placement.whole(extents))
              : Optional.empty());
    }
    return new Form(spec, placements);
  }

  /** Returns a form all of whose operands but those without extents are all of their blocks. */
  static Form of(OpSpec spec, List<Optional<ChannelExtents>> extents) {
    return new Form(spec, extents.stream().map(each -> each.map(Placement::whole)).toList());
  }
}
