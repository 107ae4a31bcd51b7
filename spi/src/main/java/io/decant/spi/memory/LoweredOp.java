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
 * @param accesses what it does with each block it touches on the device, each block once
 * @param parents what it does with each block that is on the host meanwhile: of which it touches
 *     windows, or, where {@link #isOnHost}, all its blocks
 */
public record LoweredOp(
    ProgramOp op,
    @Nullable Executable executable,
    @Nullable Region workspace,
    List<BlockAccess> accesses,
    List<BlockAccess> parents) {
  /** Copies the lists. */
  public LoweredOp {
    accesses = List.copyOf(accesses);
    parents = List.copyOf(parents);
  }

  /** Creates an operator that touches no windows. */
  public LoweredOp(
      ProgramOp op,
      @Nullable Executable executable,
      @Nullable Region workspace,
      List<BlockAccess> accesses) {
    this(op, executable, workspace, accesses, List.of());
  }

  /** Returns whether it is run by the host, on the host's copies of its blocks. */
  public boolean isOnHost() {
    return executable == null && accesses.isEmpty() && !parents.isEmpty();
  }

  /**
   * Returns the bytes that must be on the device at once, each block rounded up to the alignment.
   */
  public long workingSetBytes(int alignment) {
    long bytes = 0;
    for (BlockAccess access : accesses) {
      bytes += access.block().alignedBytes(alignment);
    }
    return bytes;
  }
}
