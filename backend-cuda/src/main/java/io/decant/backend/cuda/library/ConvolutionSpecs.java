package io.decant.backend.cuda.library;

import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.OpSpec;
import java.util.Optional;

/** What a convolution and its gradients have in common. */
public final class ConvolutionSpecs {
  private ConvolutionSpecs() {}

  /** Returns the geometry; empty where the operator is neither a convolution nor its gradient. */
  public static Optional<ConvolutionGeometry> geometry(OpSpec spec) {
    if (spec instanceof Convolution convolution) {
      return Optional.of(convolution.geometry());
    }
    if (spec instanceof ConvolutionBackwardData gradient) {
      return Optional.of(gradient.geometry());
    }
    return spec instanceof ConvolutionBackwardWeights gradient
        ? Optional.of(gradient.geometry())
        : Optional.empty();
  }
}
