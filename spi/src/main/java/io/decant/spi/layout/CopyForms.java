package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of some channels of each image, as joining and cutting along channels emits them, or of
 * everything.
 */
final class CopyForms {
  private CopyForms() {}

  static Optional<Form> of(ProgramOp op, Map<Block, ChannelExtents> known) {
    Copy copy = (Copy) op.spec();
    if (copy.x().shape().rank() != 2 || copy.x().type() != DType.FLOAT32) {
      return ElementForms.all().form(op, known);
    }
    for (int side = 0; side < 2; side++) {
      ChannelExtents extents = known.get(op.operands().get(side).block());
      if (extents != null) {
        return channels(op, side, extents);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the form.
   *
   * @param side the operand whose block's extents are known
   */
  private static Optional<Form> channels(ProgramOp op, int side, ChannelExtents extents) {
    Shape shape = op.operands().get(side).tensor().shape();
    long positions = extents.positions();
    if (positions == 0 || shape.dim(0) != extents.images() || shape.dim(1) % positions != 0) {
      return Optional.empty();
    }
    Optional<Placement> x = placement(op.operands().get(0), positions);
    Optional<Placement> y = placement(op.operands().get(1), positions);
    if (x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    long count = shape.dim(1) / positions;
    return Optional.of(
        new Form(new Copy(rows(x.get(), count), rows(y.get(), count)), List.of(x, y)));
  }

  /** Returns where the channels lie; a row of the region is what it has of one image. */
  private static Optional<Placement> placement(Region region, long positions) {
    TensorSpec rows = region.tensor();
    long offset = region.offset() / rows.type().bytes();
    long pitch = rows.stride(0);
    boolean isChannels =
        rows.stride(1) == 1
            && pitch % positions == 0
            && offset % positions == 0
            && offset + rows.shape().dim(1) <= pitch;
    return isChannels
        ? Optional.of(
            new Placement(
                new ChannelExtents(rows.shape().dim(0), pitch / positions, positions),
                offset / positions))
        : Optional.empty();
  }

  private static TensorSpec rows(Placement side, long count) {
    ChannelExtents extents = side.extents();
    return TensorSpec.strided(
        DType.FLOAT32,
        Shape.of(extents.images() * extents.positions(), count),
        extents.channels(),
        1);
  }
}
