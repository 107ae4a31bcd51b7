package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures on the device, on scratch memory that lives as long as the trial. Runs are enqueued
 * behind a fill that keeps the device busy meanwhile, so that the time to enqueue does not count.
 */
final class ScratchTrial implements Trial {
  private static final int ALIGNMENT = 256;
  private static final int RUNS = 5;
  private static final int ROUNDS = 3;

  /** So long a round is exact enough, in nanoseconds: what takes this long runs once in it. */
  private static final long ROUND = 5_000_000;

  /** No code takes longer to load, in nanoseconds. */
  private static final long LOADED = 500_000_000;

  /**
   * What takes this many times as long as the best so far in its first run, which may load code.
   */
  private static final int LOADING = 50;

  /** What takes this many times as long as the best so far is out after a single run. */
  private static final int HOPELESS = 2;

  /** About 0.1: numbers of an ordinary size. */
  private static final int CONTENT = Float.floatToIntBits(0.1f);

  private final DeviceStream stream;
  private final DeviceSlab scratch;
  private final List<View> operands = new ArrayList<>();
  private final long workspaceOffset;

  /**
   * Allocates the operands and a workspace.
   *
   * @param workspaceBytes the largest of all candidates
   * @throws io.decant.spi.device.OutOfDeviceMemoryException when they do not fit
   */
  ScratchTrial(NativeDevice device, OpSpec spec, long workspaceBytes) {
    long bytes = 0;
    List<Long> offsets = new ArrayList<>();
    for (Operand operand : spec.operands()) {
      offsets.add(bytes);
      bytes = aligned(bytes + operand.tensor().extentBytes());
    }
    this.workspaceOffset = bytes;
    this.scratch = device.allocateForTrials(Math.max(ALIGNMENT, bytes + aligned(workspaceBytes)));
    this.stream = device.newStream();
    for (Operand operand : spec.operands()) {
      operands.add(new View(scratch, offsets.get(operands.size()), operand.tensor()));
    }
    fill();
  }

  private void fill() {
    stream.fill(scratch, 0, Math.max(Float.BYTES, workspaceOffset), CONTENT);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public long nanos(Executable executable, long best) {
    List<View> workspace = workspace(executable.workspaceBytes());
    long first = nanos(executable, workspace, 1);
    if (first / LOADING > best || (first - LOADED) / HOPELESS > best) {
      return first;
    }
    long least = nanos(executable, workspace, 1);
    int runs = (int) Math.max(1, Math.min(RUNS, ROUND / Math.max(1, least)));
    for (int round = 0; round < ROUNDS && least / HOPELESS < best; round++) {
      least = Math.min(least, nanos(executable, workspace, runs));
    }
    return least;
  }

  private long nanos(Executable executable, List<View> workspace, int runs) {
    fill();
    try (DeviceEvent begin = stream.record()) {
      for (int run = 0; run < runs; run++) {
        executable.enqueue(stream, operands, workspace);
      }
      try (DeviceEvent end = stream.record()) {
        end.synchronize();
        return end.nanosSince(begin) / runs;
      }
    }
  }

  private List<View> workspace(long bytes) {
    return bytes == 0
        ? List.of()
        : List.of(new View(scratch, workspaceOffset, TensorSpec.workspace(bytes)));
  }

  @Override
  public void close() {
    stream.close();
    scratch.close();
  }
}
