package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.library.Algorithm;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.OperandViews;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.Handle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An operator by a library's algorithm. Libraries want aligned operands; shared kernels take over
 * for those that are not. Blocks are aligned wherever they lie, so that an operator of a program is
 * always computed in the same way.
 */
final class LibraryExecutable implements Executable {
  private final NativeDevice device;
  private final Handle<Algorithm> algorithm;
  private final long workspaceBytes;
  private final OperandViews check;
  private final Supplier<Executable> unaligned;
  private final Consumer<Executable> closed;
  private @Nullable Executable kernels;

  /**
   * Takes over an algorithm.
   *
   * @param workspaceBytes enough for the algorithm and for {@code unaligned}
   * @param unaligned prepares the operator for operands at any element
   * @param closed learns when this is closed
   */
  LibraryExecutable(
      NativeDevice device,
      OpSpec spec,
      Algorithm algorithm,
      long workspaceBytes,
      Supplier<Executable> unaligned,
      Consumer<Executable> closed) {
    this.device = device;
    this.algorithm =
        new Handle<>(
            algorithm,
            spec.name() + " by " + algorithm.name(),
            released -> device.run(released::close));
    this.workspaceBytes = workspaceBytes;
    this.check = new OperandViews(spec, workspaceBytes);
    this.unaligned = unaligned;
    this.closed = closed;
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    check.check(operands, workspace);
    Algorithm acquired = algorithm.acquire();
    try {
      List<View> views = new ArrayList<>(operands);
      views.addAll(workspace);
      boolean[] aligned = new boolean[1];
      device.enqueue(
          stream,
          views,
          (handle, addresses) -> {
            aligned[0] = isAligned(addresses);
            if (aligned[0]) {
              long scratch = workspace.isEmpty() ? 0 : addresses[operands.size()];
              acquired.enqueue(handle, Arrays.copyOf(addresses, operands.size()), scratch);
            }
          });
      if (!aligned[0]) {
        kernels().enqueue(stream, operands, workspace);
      }
    } finally {
      algorithm.release();
    }
  }

  private static boolean isAligned(long[] addresses) {
    return Arrays.stream(addresses).allMatch(address -> address % Algorithm.ALIGNMENT == 0);
  }

  private synchronized Executable kernels() {
    if (kernels == null) {
      kernels = unaligned.get();
    }
    return kernels;
  }

  @Override
  public void close() {
    closed.accept(this);
    algorithm.close();
    synchronized (this) {
      if (kernels != null) {
        kernels.close();
      }
    }
  }
}
