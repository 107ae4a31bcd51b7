package io.decant.conformance.wrapper;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.List;

/** An executable of a {@link WrappedDevice}. */
final class WrappedExecutable implements Executable {
  private final Executable inner;
  private final OpSpec spec;
  private final Instrument instrument;

  WrappedExecutable(Executable inner, OpSpec spec, Instrument instrument) {
    this.inner = inner;
    this.spec = spec;
    this.instrument = instrument;
  }

  @Override
  public long workspaceBytes() {
    return inner.workspaceBytes();
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    if (!(stream instanceof WrappedStream wrapped)) {
      throw new IllegalArgumentException("a stream of another device: " + stream);
    }
    List<View> innerOperands = unwrap(operands);
    List<View> innerWorkspace = unwrap(workspace);
    instrument.beforeOperator(wrapped.inner(), spec, innerOperands, innerWorkspace);
    inner.enqueue(wrapped.inner(), innerOperands, innerWorkspace);
    instrument.enqueued(
        wrapped.number(), new Operation(spec.toString(), accesses(operands, workspace)));
  }

  @Override
  public void close() {
    inner.close();
  }

  private List<Access> accesses(List<View> views, List<View> workspace) {
    List<Access> accesses = new ArrayList<>();
    List<Operand> operands = spec.operands();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      accesses.add(Access.of(views.get(i), operand.intent().writes(), "operand " + operand.name()));
    }
    workspace.forEach(view -> accesses.add(Access.of(view, true, "its workspace")));
    return accesses;
  }

  private static List<View> unwrap(List<View> views) {
    return views.stream()
        .map(view -> new View(WrappedSlab.unwrap(view.slab()), view.offset(), view.tensor()))
        .toList();
  }
}
