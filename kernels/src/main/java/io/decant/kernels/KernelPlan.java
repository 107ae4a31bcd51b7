package io.decant.kernels;

import java.util.List;

/**
 * An operator as launches, one behind the other.
 *
 * @param calls the launches; none when there is nothing to compute
 * @param workspaceBytes scratch that they share
 */
public record KernelPlan(List<KernelCall> calls, long workspaceBytes) {
  /** Copies the list. */
  public KernelPlan {
    calls = List.copyOf(calls);
  }

  /** Returns a plan of these calls, without scratch. */
  public static KernelPlan of(KernelCall... calls) {
    return new KernelPlan(List.of(calls), 0);
  }
}
