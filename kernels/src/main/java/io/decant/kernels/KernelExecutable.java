package io.decant.kernels;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.OperandViews;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.List;

/** An operator as bound kernels. */
final class KernelExecutable implements Executable {
  private record Launch(BoundKernel kernel, List<KernelCall.BufferArgument> buffers) {}

  private final List<Launch> launches = new ArrayList<>();
  private final long workspaceBytes;
  private final OperandViews check;

  /**
   * @param largestBuffer bytes of the largest operand or of the workspace
   */
  KernelExecutable(OpSpec spec, KernelPlan plan, KernelDevice device, long largestBuffer) {
    this.workspaceBytes = plan.workspaceBytes();
    this.check = new OperandViews(spec, workspaceBytes);
    try {
      for (KernelCall call : plan.calls()) {
        Assembly assembly = new Assembly(call, device.traits().dialect(), largestBuffer);
        BoundKernel kernel =
            device.bind(assembly.source(), call.grid(), call.buffers().size(), assembly.scalars());
        launches.add(new Launch(kernel, call.buffers()));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    check.check(operands, workspace);
    for (Launch launch : launches) {
      List<Buffer> buffers = new ArrayList<>(launch.buffers.size());
      for (KernelCall.BufferArgument argument : launch.buffers) {
        buffers.add(buffer(argument, operands, workspace));
      }
      launch.kernel.enqueue(stream, buffers);
    }
  }

  @Override
  public void close() {
    launches.forEach(launch -> launch.kernel.close());
  }

  private static Buffer buffer(
      KernelCall.BufferArgument argument, List<View> operands, List<View> workspace) {
    if (argument instanceof KernelCall.BufferArgument.Operand operand) {
      View view = operands.get(operand.index());
      return new Buffer(view.slab(), view.offset() + operand.offset());
    }
    View view = workspace.get(0);
    return new Buffer(
        view.slab(), view.offset() + ((KernelCall.BufferArgument.Workspace) argument).offset());
  }
}
