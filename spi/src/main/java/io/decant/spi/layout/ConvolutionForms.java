package io.decant.spi.layout;

import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions and their gradients; they alone know the extents of their blocks. */
final class ConvolutionForms {
  private ConvolutionForms() {}

  static Optional<Form> forward(Convolution op) {
    ConvolutionGeometry sizes = op.geometry();
    List<Optional<ChannelExtents>> extents = new ArrayList<>();
    extents.add(Optional.of(sizes.inputExtents()));
    extents.add(Optional.of(sizes.weightExtents()));
    if (op.bias()) {
      extents.add(Optional.empty());
    }
    extents.add(Optional.of(sizes.outputExtents()));
    return Optional.of(
        Form.of(new Convolution(sizes.in(Layout.CHANNELS_LAST), op.bias(), op.mode()), extents));
  }

  static Optional<Form> data(ConvolutionBackwardData op) {
    ConvolutionGeometry sizes = op.geometry();
    return Optional.of(
        Form.of(
            new ConvolutionBackwardData(sizes.in(Layout.CHANNELS_LAST), op.mode()),
            List.of(
                Optional.of(sizes.outputExtents()),
                Optional.of(sizes.weightExtents()),
                Optional.of(sizes.inputExtents()))));
  }

  static Optional<Form> weights(ConvolutionBackwardWeights op) {
    ConvolutionGeometry sizes = op.geometry();
    return Optional.of(
        Form.of(
            new ConvolutionBackwardWeights(
                sizes.in(Layout.CHANNELS_LAST), op.accumulate(), op.mode()),
            List.of(
                Optional.of(sizes.inputExtents()),
                Optional.of(sizes.outputExtents()),
                Optional.of(sizes.weightExtents()))));
  }
}
