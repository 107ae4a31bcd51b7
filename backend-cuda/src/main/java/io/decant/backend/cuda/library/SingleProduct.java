package io.decant.backend.cuda.library;

import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Optional;

/**
 * An operator that is one matrix product: a {@link Gemm}, or a convolution of one group whose
 * window is a single element.
 *
 * @param gemm the product
 * @param operands which of the operator's operands are the product's
 */
record SingleProduct(Gemm gemm, List<Integer> operands) {
  /** Returns the product, or empty where the operator is none. */
  static Optional<SingleProduct> of(OpSpec spec) {
    if (spec instanceof Gemm gemm) {
      return Optional.of(new SingleProduct(gemm, List.of(0, 1, 2)));
    }
    boolean biased = spec instanceof Convolution convolution && convolution.bias();
    return spec instanceof CompositeOp composite && !biased
        ? ConvolutionSpecs.geometry(spec).flatMap(geometry -> of(composite, geometry))
        : Optional.empty();
  }

  private static Optional<SingleProduct> of(CompositeOp spec, ConvolutionGeometry geometry) {
    if (!geometry.window().isPointwise() || geometry.groups() != 1) {
      return Optional.empty();
    }
    if (geometry.layout() == Layout.CHANNELS_LAST) {
      return Optional.of(channelsLast(spec, geometry));
    }
    List<Decomposition.Step> steps = spec.decompose().steps();
    return steps.size() == 1 && steps.get(0).spec() instanceof Gemm gemm
        ? Optional.of(
            new SingleProduct(
                gemm, steps.get(0).operands().stream().map(Decomposition.Ref::index).toList()))
        : Optional.empty();
  }

  /** All positions of all images are the rows of one matrix. */
  private static SingleProduct channelsLast(CompositeOp spec, ConvolutionGeometry geometry) {
    long positions = geometry.batch() * geometry.window().outputCount();
    long inputs = geometry.inputs();
    long outputs = geometry.outputs();
    if (spec instanceof ConvolutionBackwardWeights gradient) {
      float old = gradient.accumulate() ? 1 : 0;
      return new SingleProduct(
          Gemm.dense(outputs, inputs, positions, true, false, 1, old).withMode(gradient.mode()),
          List.of(1, 0, 2));
    }
    Gemm product =
        spec instanceof ConvolutionBackwardData gradient
            ? Gemm.dense(positions, inputs, outputs, false, false, 1, 0).withMode(gradient.mode())
            : Gemm.dense(positions, outputs, inputs, false, true, 1, 0)
                .withMode(((Convolution) spec).mode());
    return new SingleProduct(product, List.of(0, 1, 2));
  }

  /** Returns the product's addresses among the operator's. */
  long[] addresses(long[] all) {
    return operands.stream().mapToLong(operand -> all[operand]).toArray();
  }
}
