package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Layout;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Pooling of planes, and what goes with it: they learn the number of channels from others. */
final class PoolingForms {
  private PoolingForms() {}

  static Optional<Form> reduce(ProgramOp op, Map<Block, ChannelExtents> known) {
    WindowReduce spec = (WindowReduce) op.spec();
    if (spec.layout() == Layout.CHANNELS_LAST) {
      return Optional.empty();
    }
    return planes(
        op,
        known,
        channels ->
            new WindowReduce(
                spec.function(),
                spec.window().withChannelsLast(channels),
                spec.indices(),
                Layout.CHANNELS_LAST));
  }

  static Optional<Form> average(ProgramOp op, Map<Block, ChannelExtents> known) {
    PoolingGeometry geometry = ((AveragePooling) op.spec()).geometry();
    return planes(op, known, channels -> new AveragePooling(geometry.withChannelsLast(channels)));
  }

  static Optional<Form> averageBackward(ProgramOp op, Map<Block, ChannelExtents> known) {
    PoolingGeometry geometry = ((AveragePoolingBackward) op.spec()).geometry();
    return planes(
        op, known, channels -> new AveragePoolingBackward(geometry.withChannelsLast(channels)));
  }

  static Optional<Form> maxBackward(ProgramOp op, Map<Block, ChannelExtents> known) {
    MaxPoolingBackward spec = (MaxPoolingBackward) op.spec();
    return spec.layout() == Layout.CHANNELS_LAST
        ? Optional.empty()
        : planes(op, known, spec::withChannelsLast);
  }

  /**
   * Returns the form of an operator whose operands are (planes, positions).
   *
   * @param last returns the operator over images of so many channels
   */
  private static Optional<Form> planes(
      ProgramOp op, Map<Block, ChannelExtents> known, LongFunction<OpSpec> last) {
    List<Shape> shapes =
        op.spec().operands().stream().map(operand -> operand.tensor().shape()).toList();
    for (int i = 0; i < shapes.size(); i++) {
      Optional<ChannelExtents> found = Family.firstKnown(op, known, i);
      if (found.isPresent() && matches(shapes.get(i), found.get())) {
        ChannelExtents one = found.get();
        List<Optional<ChannelExtents>> extents = new ArrayList<>();
        for (Shape shape : shapes) {
          extents.add(Optional.of(new ChannelExtents(one.images(), one.channels(), shape.dim(1))));
        }
        return Optional.of(Form.of(last.apply(one.channels()), extents));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(Shape planes, ChannelExtents extents) {
    return planes.dim(0) > 0
        && planes.dim(0) == extents.images() * extents.channels()
        && planes.dim(1) == extents.positions();
  }
}
