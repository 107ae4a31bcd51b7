package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
import io.decant.kernels.KernelTraits;
import java.util.List;
import java.util.Map;

/**
 * A convolution's weights in the order in which a {@link WindowProduct} takes them, {@code
 * window_weights.c}.
 *
 * @param plane the convolution
 * @param backward whether rows are the convolution's inputs, else its outputs
 * @param firstY first tap along the first axis
 * @param firstX first tap along the second axis
 * @param tapsY taps along the first axis
 * @param tapsX taps along the second axis
 * @param skipY distance of taps along the first axis
 * @param skipX distance of taps along the second axis
 */
record WindowWeights(
    Plane plane,
    boolean backward,
    long firstY,
    long firstX,
    long tapsY,
    long tapsX,
    long skipY,
    long skipX) {
  /** Returns all taps of the weights, for the convolution itself. */
  static WindowWeights forward(Plane plane) {
    return new WindowWeights(plane, false, 0, 0, plane.kernel(0), plane.kernel(1), 1, 1);
  }

  /** Returns the taps of one phase, for the gradient of the input. */
  static WindowWeights backward(Plane plane, long phaseY, long phaseX) {
    return new WindowWeights(
        plane,
        true,
        phaseY,
        phaseX,
        SlidingAxis.backward(plane, 0, phaseY).taps(),
        SlidingAxis.backward(plane, 1, phaseX).taps(),
        plane.stride(0),
        plane.stride(1));
  }

  long rows() {
    return backward ? plane.groupInputs() : plane.geometry().groupOutputs();
  }

  long channels() {
    return backward ? plane.geometry().groupOutputs() : plane.groupInputs();
  }

  long count() {
    return plane.geometry().groups() * rows() * channels() * tapsY * tapsX;
  }

  long bytes() {
    return count() * Float.BYTES;
  }

  /**
   * Returns the launch.
   *
   * @param weights index of the operand
   * @param workspace where the result goes, in bytes
   * @param tapMajor whether taps come before channels
   */
  KernelCall call(int weights, long workspace, boolean tapMajor, KernelTraits traits) {
    long window = plane.kernel(0) * plane.kernel(1);
    long output = plane.groupInputs() * window;
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", count())
            .with("ROWS", rows())
            .with("CHANNELS", channels())
            .with("TAPS_Y", tapsY)
            .with("TAPS_X", tapsX)
            .with("FIRST_Y", firstY)
            .with("FIRST_X", firstX)
            .with("SKIP_Y", skipY)
            .with("SKIP_X", skipX)
            .with("KERNEL_W", plane.kernel(1))
            .with("W_GROUP", plane.geometry().groupOutputs() * output)
            .with("W_ROW", backward ? window : output)
            .with("W_CHANNEL", backward ? output : window)
            .with("TAP_MAJOR", tapMajor ? 1 : 0);
    return new KernelCall(
        "window_weights",
        Map.of(),
        geometry,
        count(),
        Grid.ofItems(count(), traits),
        List.of(new Operand(weights, 0), new Workspace(workspace)),
        List.of());
  }
}
