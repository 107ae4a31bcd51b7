package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Layout;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Window;
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
    Window window = spec.window();
    return planes(
        op,
        known,
        window.planes(),
        spec.indices()
            ? List.of(window.inputCount(), window.outputCount(), window.outputCount())
            : List.of(window.inputCount(), window.outputCount()),
        channels ->
            new WindowReduce(
                spec.function(),
                window.withChannelsLast(channels),
                spec.indices(),
                Layout.CHANNELS_LAST));
  }

  static Optional<Form> average(ProgramOp op, Map<Block, ChannelExtents> known) {
    AveragePooling spec = (AveragePooling) op.spec();
    Window window = spec.geometry().window();
    return planes(
        op,
        known,
        window.planes(),
        List.of(window.inputCount(), window.outputCount()),
        channels -> new AveragePooling(spec.geometry().withChannelsLast(channels)));
  }

  static Optional<Form> averageBackward(ProgramOp op, Map<Block, ChannelExtents> known) {
    AveragePoolingBackward spec = (AveragePoolingBackward) op.spec();
    Window window = spec.geometry().window();
    return planes(
        op,
        known,
        window.planes(),
        List.of(window.outputCount(), window.inputCount()),
        channels -> new AveragePoolingBackward(spec.geometry().withChannelsLast(channels)));
  }

  static Optional<Form> maxBackward(ProgramOp op, Map<Block, ChannelExtents> known) {
    MaxPoolingBackward spec = (MaxPoolingBackward) op.spec();
    if (spec.layout() == Layout.CHANNELS_LAST) {
      return Optional.empty();
    }
    Window window = spec.window();
    return planes(
        op,
        known,
        window.planes(),
        List.of(window.outputCount(), window.outputCount(), window.inputCount()),
        spec::withChannelsLast);
  }

  /**
   * Returns the form of an operator over planes.
   *
   * @param positions for each operand, the elements of a plane
   * @param last returns the operator over images of so many channels
   */
  private static Optional<Form> planes(
      ProgramOp op,
      Map<Block, ChannelExtents> known,
      long planes,
      List<Long> positions,
      LongFunction<OpSpec> last) {
    for (int i = 0; i < positions.size(); i++) {
      Optional<ChannelExtents> found = Family.firstKnown(op, known, i);
      if (found.isPresent()
          && found.get().images() * found.get().channels() == planes
          && found.get().positions() == positions.get(i)
          && planes > 0) {
        ChannelExtents one = found.get();
        List<Optional<ChannelExtents>> extents = new ArrayList<>();
        for (long each : positions) {
          extents.add(Optional.of(new ChannelExtents(one.images(), one.channels(), each)));
        }
        return Optional.of(Form.of(last.apply(one.channels()), extents));
      }
    }
    return Optional.empty();
  }
}
