package io.decant.backend.cpu;

import io.decant.backend.cpu.kernel.Kernel;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/** A kernel, ready to be enqueued over views that are checked against what it was prepared for. */
final class CpuExecutable implements Executable {
  private final CpuDevice device;
  private final String name;
  private final List<Operand> operands;
  private final long[] counts;
  private final Kernel kernel;
  private volatile boolean closed;

  CpuExecutable(CpuDevice device, OpSpec spec, Kernel kernel) {
    this.device = device;
    this.name = spec.name();
    this.operands = spec.operands();
    this.kernel = kernel;
    this.counts = new long[operands.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = operands.get(i).tensor().extentBytes() / Float.BYTES;
    }
  }

  @Override
  public long workspaceBytes() {
    return kernel.workspaceBytes();
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> views, List<View> workspace) {
    if (closed) {
      throw new IllegalStateException("the executable of " + name + " was closed");
    }
    CpuStream target = device.own(stream);
    if (views.size() != counts.length) {
      throw new IllegalArgumentException(
          name + " has " + counts.length + " operands, " + views.size() + " views were passed");
    }
    boolean needsWorkspace = kernel.workspaceBytes() > 0;
    CpuSlab[] slabs = new CpuSlab[counts.length + (needsWorkspace ? 1 : 0)];
    Region[] regions = new Region[slabs.length];
    for (int i = 0; i < counts.length; i++) {
      View view = views.get(i);
      check(view, i);
      slabs[i] = device.own(view.slab());
      regions[i] = slabs[i].region(view.offset(), counts[i]);
    }
    if (needsWorkspace) {
      View view = workspaceView(workspace);
      slabs[counts.length] = device.own(view.slab());
      regions[counts.length] =
          slabs[counts.length].region(view.offset(), kernel.workspaceBytes() / Float.BYTES);
    }
    target.enqueue(new Run(slabs, regions));
  }

  private void check(View view, int index) {
    TensorSpec expected = operands.get(index).tensor();
    TensorSpec found = view.tensor();
    if (!found.equals(expected) && !holdsTheSame(found, expected)) {
      throw new IllegalArgumentException(
          name
              + ": operand '"
              + operands.get(index).name()
              + "' is "
              + expected
              + ", the view passed is "
              + found);
    }
    checkAlignment(view, operands.get(index).name());
  }

  /** A dense tensor of another shape with as many elements does as well. */
  private static boolean holdsTheSame(TensorSpec found, TensorSpec expected) {
    return found.type() == expected.type()
        && found.shape().count() == expected.shape().count()
        && found.isDense()
        && expected.isDense();
  }

  private View workspaceView(List<View> workspace) {
    long bytes = kernel.workspaceBytes();
    if (workspace.size() != 1 || workspace.get(0).tensor().extentBytes() < bytes) {
      throw new IllegalArgumentException(
          name + " needs one workspace of " + bytes + " bytes, the views passed are " + workspace);
    }
    checkAlignment(workspace.get(0), "workspace");
    return workspace.get(0);
  }

  private void checkAlignment(View view, String operand) {
    if (view.offset() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          name
              + ": operand '"
              + operand
              + "' starts at byte "
              + view.offset()
              + ", which is not a multiple of 4");
    }
  }

  /** Work that is enqueued already is not disturbed. */
  @Override
  public void close() {
    closed = true;
  }

  private final class Run extends HoldingCommand {
    private final Region[] regions;

    Run(CpuSlab[] slabs, Region[] regions) {
      super(slabs);
      this.regions = regions;
    }

    @Override
    public void run(Workers workers) {
      kernel.run(regions, workers);
    }

    @Override
    public String describe() {
      return name;
    }
  }
}
