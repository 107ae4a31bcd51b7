package io.decant.kernels.operator;

import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Layout;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.Window;
import java.util.Map;
import java.util.Set;

/**
 * {@link MaxPoolingBackward}: a work item gathers for each run of neighbouring elements in a row of
 * dx, so that no two write to one place. On a CPU, where few work items run at once, scattering
 * looks at each index once and is faster.
 */
final class MaxPoolingPlan {
  /** Elements that are stored at once, where rows are multiples of them. */
  private static final int RUN = 4;

  private MaxPoolingPlan() {}

  static KernelPlan backward(MaxPoolingBackward spec, KernelTraits traits) {
    Window window = spec.window();
    if (window.planes() * window.inputCount() == 0) {
      return KernelPlan.of();
    }
    if (traits.isCpu()) {
      return IndexPlans.columns(spec.scattering(), spec.firstPosition(), traits);
    }
    long rows = WindowGeometry.rows(window.input());
    long width = WindowGeometry.width(window.input());
    return WindowPlans.plan(
        "max_backward",
        window,
        Map.of("CHANNELS_LAST", spec.layout() == Layout.CHANNELS_LAST ? "1" : "0"),
        WindowGeometry.of(window, Set.of("STEP", "IN"))
            .with("INPUT_ROWS", rows)
            .with("FIRST_POSITION", spec.firstPosition()),
        window.planes() * rows,
        width,
        Elements.operands(3),
        width % RUN == 0 ? RUN : 1,
        traits);
  }
}
