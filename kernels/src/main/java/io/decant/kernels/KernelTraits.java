package io.decant.kernels;

import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.ComputeMode;
import java.util.Set;

/**
 * What shapes a kernel for a device. Nothing here may change while the device is open, since
 * results depend on it.
 *
 * @param dialect how the portable dialect becomes the device's language
 * @param kind CPU or GPU: long runs per work item suit the one, many short ones the other
 * @param computeUnits cores or multiprocessors
 * @param largestGroup most work items of a group, at least 1
 * @param localBytes memory of a group in bytes
 * @param inlinePtx whether NVIDIA's assembly may be inlined
 */
public record KernelTraits(
    Dialect dialect,
    DeviceInfo.Kind kind,
    int computeUnits,
    int largestGroup,
    long localBytes,
    boolean inlinePtx) {
  /**
   * Returns the largest power of two that is a legal group size and at most {@code wanted}.
   *
   * @param wanted at least 1
   */
  public int groupSize(int wanted) {
    return Integer.highestOneBit(Math.min(wanted, largestGroup));
  }

  /** Returns the arithmetics that products have kernels for. */
  Set<ComputeMode> computeModes() {
    return inlinePtx && !isCpu()
        ? Set.of(ComputeMode.FLOAT32, ComputeMode.TF32)
        : Set.of(ComputeMode.FLOAT32);
  }

  /** Returns whether the device is a CPU. */
  public boolean isCpu() {
    return kind == DeviceInfo.Kind.CPU;
  }
}
