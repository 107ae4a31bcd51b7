package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.library.ConvolutionSpecs;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions whose window is one element and whose stride is more than that: they use some of the
 * input's positions only. These are copied out, and the rest is a plain matrix product.
 */
final class Subsampling {
  private final ConvolutionGeometry geometry;
  private final ConvolutionGeometry sampled;

  private Subsampling(ConvolutionGeometry geometry) {
    this.geometry = geometry;
    this.sampled = sampled(geometry);
  }

  /** Returns the operator in steps, or empty where it is none of these. */
  static Optional<Decomposition> of(OpSpec spec) {
    return ConvolutionSpecs.geometry(spec)
        .filter(Subsampling::subsamples)
        .map(geometry -> new Subsampling(geometry).steps(spec));
  }

  private static boolean subsamples(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    return window.kernelCount() == 1
        && window.padBegin().stream().allMatch(pad -> pad == 0)
        && window.stride().stream().anyMatch(stride -> stride > 1)
        && allInside(window);
  }

  private static boolean allInside(Window window) {
    for (int axis = 0; axis < window.rank(); axis++) {
      if ((window.output(axis) - 1) * window.stride().get(axis) >= window.input().get(axis)) {
        return false;
      }
    }
    return true;
  }

  private static ConvolutionGeometry sampled(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    List<Long> ones = Collections.nCopies(window.rank(), 1L);
    List<Long> none = Collections.nCopies(window.rank(), 0L);
    return new ConvolutionGeometry(
        geometry.batch(),
        geometry.groups(),
        geometry.inputs(),
        geometry.outputs(),
        new Window(geometry.inputs(), window.output(), ones, ones, none, none, ones),
        geometry.layout());
  }

  private Decomposition steps(OpSpec spec) {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref samples =
        steps.temporary(geometry.batch(), geometry.inputs(), geometry.window().outputCount());
    if (spec instanceof ConvolutionBackwardData gradient) {
      return steps
          .step(
              new ConvolutionBackwardData(sampled, gradient.mode()),
              steps.operand(0),
              steps.operand(1),
              samples)
          .step(new Fill(geometry.batch() * geometry.imageCount(), 0), steps.operand(2))
          .step(new Copy(dense(), strided()), samples, steps.operand(2))
          .build();
    }
    steps.step(new Copy(strided(), dense()), steps.operand(0), samples);
    if (spec instanceof ConvolutionBackwardWeights gradient) {
      return steps
          .step(
              new ConvolutionBackwardWeights(sampled, gradient.accumulate(), gradient.mode()),
              samples,
              steps.operand(1),
              steps.operand(2))
          .build();
    }
    Convolution convolution = (Convolution) spec;
    List<Decomposition.Ref> operands = new ArrayList<>(List.of(samples));
    for (int i = 1; i < convolution.operands().size(); i++) {
      operands.add(steps.operand(i));
    }
    return steps
        .step(
            new Convolution(sampled, convolution.bias(), convolution.mode()),
            operands.toArray(new Decomposition.Ref[0]))
        .build();
  }

  private TensorSpec dense() {
    return TensorSpec.dense(DType.FLOAT32, shape());
  }

  /** The positions that are used, where they lie in the input. */
  private TensorSpec strided() {
    Window window = geometry.window();
    boolean last = geometry.layout() == Layout.CHANNELS_LAST;
    long[] strides = new long[window.rank() + 2];
    strides[0] = geometry.imageCount();
    strides[last ? strides.length - 1 : 1] = last ? 1 : window.inputCount();
    long step = last ? geometry.inputs() : 1;
    int first = last ? 1 : 2;
    for (int axis = window.rank() - 1; axis >= 0; axis--) {
      strides[first + axis] = step * window.stride().get(axis);
      step *= window.input().get(axis);
    }
    return TensorSpec.strided(DType.FLOAT32, shape(), strides);
  }

  private Shape shape() {
    List<Long> dims = new ArrayList<>(List.of(geometry.batch()));
    dims.addAll(geometry.window().output());
    dims.add(geometry.layout() == Layout.CHANNELS_LAST ? dims.size() : 1, geometry.inputs());
    return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
  }
}
