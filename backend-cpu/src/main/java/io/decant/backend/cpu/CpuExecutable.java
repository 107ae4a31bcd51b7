package io.decant.backend.cpu;

import io.decant.backend.cpu.kernel.Kernel;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.OperandViews;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.List;

/** A kernel, ready to be enqueued over views that are checked against what it was prepared for. */
final class CpuExecutable implements Executable {
  private final CpuDevice device;
  private final String name;
  private final OperandViews check;
  private final long[] counts;
  private final Kernel kernel;
  private volatile boolean closed;

  CpuExecutable(CpuDevice device, OpSpec spec, Kernel kernel) {
    this.device = device;
    this.name = spec.name();
    this.check = new OperandViews(spec, kernel.workspaceBytes());
    this.kernel = kernel;
    List<Operand> operands = spec.operands();
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
    check.check(views, workspace);
    boolean needsWorkspace = kernel.workspaceBytes() > 0;
    CpuSlab[] slabs = new CpuSlab[counts.length + (needsWorkspace ? 1 : 0)];
    Region[] regions = new Region[slabs.length];
    for (int i = 0; i < counts.length; i++) {
      View view = views.get(i);
      slabs[i] = device.own(view.slab());
      regions[i] = slabs[i].region(view.offset(), counts[i]);
    }
    if (needsWorkspace) {
      View view = workspace.get(0);
      slabs[counts.length] = device.own(view.slab());
      regions[counts.length] =
          slabs[counts.length].region(view.offset(), kernel.workspaceBytes() / Float.BYTES);
    }
    target.enqueue(new Run(slabs, regions));
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
