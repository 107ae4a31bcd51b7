package io.decant.kernels.operator;

import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;
import java.util.List;

/**
 * {@link Softmax} and {@link SoftmaxBackward}: one launch that comes back to each place's scores.
 */
final class SoftmaxPlan {
  private SoftmaxPlan() {}

  static KernelPlan forward(Softmax spec, KernelTraits traits) {
    return plan("softmax", new Places(spec.outer(), spec.channels(), spec.inner()), 2, traits);
  }

  static KernelPlan backward(SoftmaxBackward spec, KernelTraits traits) {
    return plan(
        "softmax_backward", new Places(spec.outer(), spec.channels(), spec.inner()), 3, traits);
  }

  private static KernelPlan plan(String kernel, Places places, int operands, KernelTraits traits) {
    return places.count() == 0
        ? KernelPlan.of()
        : KernelPlan.of(
            places.call(kernel, places.geometry(), Elements.operands(operands), List.of(), traits));
  }
}
