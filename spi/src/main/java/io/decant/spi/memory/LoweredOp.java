package io.decant.spi.memory;

import io.decant.spi.device.Executable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator that is ready to run on a device.
 *
 * @param op the operator, at its place
 * @param executable its prepared form; null for those that the host runs
 * @param workspace its scratch, when it needs any
 * @param accesses what it does with each block it touches, each block once
 */
public record LoweredOp(
    ProgramOp op,
    @Nullable Executable executable,
    @Nullable Region workspace,
    List<BlockAccess> accesses) {
  /** Copies the list. */
  public LoweredOp {
    accesses = List.copyOf(accesses);
  }

  /**
   * Returns the bytes that must be on the device at once, each block rounded up to the alignment.
   */
  public long workingSetBytes(int alignment) {
    long bytes = 0;
    for (BlockAccess access : accesses) {
      bytes += align(access.block().bytes(), alignment);
    }
    return bytes;
  }

  private static long align(long bytes, int alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
  }
}
