package io.decant.kernels;

import io.decant.kernels.operator.OperatorPlans;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.Optional;
import java.util.Set;

/** The operators of this module on one device. Thread-safe. */
public final class KernelOperators {
  private final KernelDevice device;
  private final OperatorPlans plans;

  /** Offers the operators on a device, which stays the caller's. */
  public KernelOperators(KernelDevice device) {
    this.device = device;
    this.plans = new OperatorPlans(device.traits());
  }

  /** Returns what {@link io.decant.spi.device.Device#computeModes} tells of the device. */
  public Set<ComputeMode> computeModes() {
    return device.traits().computeModes();
  }

  /**
   * Prepares an operator, as {@link io.decant.spi.device.Device#prepare} asks for it.
   *
   * @return the executable, or empty when the operator is unknown or better decomposed
   * @throws io.decant.spi.device.DeviceException when a kernel does not compile
   */
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return plans
        .plan(spec, options)
        .map(plan -> new KernelExecutable(spec, plan, device, largestBuffer(spec, plan)));
  }

  /** Returns whether {@link #prepare} has an executable; nothing is compiled. */
  public boolean offers(OpSpec spec, PrepareOptions options) {
    return plans.plan(spec, options).isPresent();
  }

  private static long largestBuffer(OpSpec spec, KernelPlan plan) {
    return spec.operands().stream()
        .map(Operand::tensor)
        .mapToLong(tensor -> tensor.extentBytes())
        .reduce(plan.workspaceBytes(), Math::max);
  }
}
