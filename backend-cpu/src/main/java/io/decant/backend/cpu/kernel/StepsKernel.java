package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An operator as the kernels of its decomposition, one behind the other. Workspace: the
 * temporaries, then what the kernels need.
 */
final class StepsKernel implements Kernel {
  private static final long ALIGNMENT = 16;

  private final List<Decomposition.Step> steps;
  private final List<Kernel> kernels;
  private final List<Long> temporaries = new ArrayList<>();
  private final long behindTemporaries;

  private StepsKernel(Decomposition decomposition, List<Kernel> kernels) {
    this.steps = decomposition.steps();
    this.kernels = kernels;
    long floats = 0;
    for (TensorSpec temporary : decomposition.temporaries()) {
      temporaries.add(floats);
      floats += (floats(temporary) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    this.behindTemporaries = floats;
  }

  /** Returns the kernel, or empty where a step has none or the workspace would be too large. */
  static Optional<Kernel> of(
      CompositeOp spec, Function<OpSpec, Optional<Kernel>> kernels, long limit) {
    Decomposition decomposition = spec.decompose();
    List<Kernel> found = new ArrayList<>();
    for (Decomposition.Step step : decomposition.steps()) {
      kernels.apply(step.spec()).ifPresent(found::add);
    }
    StepsKernel kernel = new StepsKernel(decomposition, found);
    return found.size() == decomposition.steps().size() && kernel.workspaceBytes() <= limit
        ? Optional.of(kernel)
        : Optional.empty();
  }

  private static long floats(TensorSpec tensor) {
    return tensor.extentBytes() / Float.BYTES;
  }

  @Override
  public long workspaceBytes() {
    long most = kernels.stream().mapToLong(Kernel::workspaceBytes).max().orElse(0);
    return behindTemporaries * Float.BYTES + most;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region workspace = operands[operands.length - 1];
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      List<Region> regions = new ArrayList<>();
      for (Operand operand : steps.get(i).spec().operands()) {
        Decomposition.Ref ref = steps.get(i).operands().get(regions.size());
        long start = ref.temporary() ? temporaries.get(ref.index()) : 0;
        Region whole = ref.temporary() ? workspace : operands[ref.index()];
        regions.add(whole.part(start + ref.elementOffset(), floats(operand.tensor())));
      }
      if (kernel.workspaceBytes() > 0) {
        regions.add(workspace.part(behindTemporaries, kernel.workspaceBytes() / Float.BYTES));
      }
      kernel.run(regions.toArray(Region[]::new), workers);
    }
  }
}
