package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.OperandViews;
import io.decant.spi.device.View;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** An operator as several, one behind the other, whose temporaries lie in its workspace. */
final class StepsExecutable implements Executable {
  private static final long ALIGNMENT = 256;

  private final Decomposition decomposition;
  private final List<Executable> executables;
  private final List<Long> temporaries = new ArrayList<>();
  private final long behindTemporaries;
  private final long workspaceBytes;
  private final OperandViews check;

  /**
   * Takes over executables.
   *
   * @param executables one for each step of the decomposition
   */
  StepsExecutable(OpSpec spec, Decomposition decomposition, List<Executable> executables) {
    this.decomposition = decomposition;
    this.executables = List.copyOf(executables);
    long bytes = 0;
    for (TensorSpec temporary : decomposition.temporaries()) {
      temporaries.add(bytes);
      bytes += aligned(temporary);
    }
    this.behindTemporaries = bytes;
    this.workspaceBytes =
        bytes + executables.stream().mapToLong(Executable::workspaceBytes).max().orElse(0);
    this.check = new OperandViews(spec, workspaceBytes);
  }

  /** Returns the bytes that the temporaries of a decomposition take. */
  static long temporaryBytes(Decomposition decomposition) {
    return decomposition.temporaries().stream().mapToLong(StepsExecutable::aligned).sum();
  }

  private static long aligned(TensorSpec temporary) {
    return (temporary.extentBytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    check.check(operands, workspace);
    for (int i = 0; i < executables.size(); i++) {
      Decomposition.Step step = decomposition.steps().get(i);
      List<View> views = new ArrayList<>();
      for (Operand operand : step.spec().operands()) {
        views.add(view(step.operands().get(views.size()), operand.tensor(), operands, workspace));
      }
      Executable executable = executables.get(i);
      executable.enqueue(stream, views, rest(workspace, executable.workspaceBytes()));
    }
  }

  private View view(
      Decomposition.Ref ref, TensorSpec tensor, List<View> operands, List<View> workspace) {
    long offset = ref.elementOffset() * Float.BYTES;
    if (ref.temporary()) {
      View scratch = workspace.get(0);
      return new View(
          scratch.slab(), scratch.offset() + temporaries.get(ref.index()) + offset, tensor);
    }
    View operand = operands.get(ref.index());
    return new View(operand.slab(), operand.offset() + offset, tensor);
  }

  private List<View> rest(List<View> workspace, long bytes) {
    if (bytes == 0) {
      return List.of();
    }
    View scratch = workspace.get(0);
    return List.of(
        new View(
            scratch.slab(), scratch.offset() + behindTemporaries, TensorSpec.workspace(bytes)));
  }

  @Override
  public void close() {
    executables.forEach(Executable::close);
  }
}
