package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares programs for a device: every operator gets its executable; one that the device does not
 * know is replaced by its decomposition. Operators that are equal share an executable. Not
 * thread-safe; closing it closes the executables.
 */
public final class Lowering implements AutoCloseable {
  private final Device device;
  private final FallbackListener fallbacks;
  private final PreparedOps prepared;
  private final IdentityHashMap<LoweredProgram, Set<OpSpec>> specs = new IdentityHashMap<>();

  /** Creates a lowering for a device. */
  public Lowering(Device device, PrepareOptions options, FallbackListener fallbacks) {
    this.device = device;
    this.fallbacks = fallbacks;
    this.prepared = new PreparedOps(device, options);
  }

  /**
   * Lowers a program. Its executables stay until it is {@link #release released}.
   *
   * @throws IllegalStateException when the device lacks a mandatory operator
   */
  public LoweredProgram lower(Program program) {
    LoweredOps result = new LoweredOps();
    Set<OpSpec> used = new HashSet<>();
    try {
      for (ProgramOp op : program.ops()) {
        lower(op, result, used);
      }
    } catch (RuntimeException e) {
      prepared.release(used);
      throw e;
    }
    LoweredProgram lowered = new LoweredProgram(program, result.withAccesses(program.retained()));
    specs.put(lowered, used);
    return lowered;
  }

  /**
   * Closes the executables that no other lowered program uses. Nothing of the program may be
   * running. Does nothing for a program that was released before.
   */
  public void release(LoweredProgram program) {
    Set<OpSpec> used = specs.remove(program);
    if (used != null) {
      prepared.release(used);
    }
  }

  private void lower(ProgramOp op, LoweredOps result, Set<OpSpec> used) {
    if (op.spec() instanceof HostOp || op.spec() instanceof SourceOp) {
      result.add(op, null, null);
      return;
    }
    Optional<Executable> executable = prepared.get(op.spec(), used.add(op.spec()));
    if (executable.isPresent()) {
      result.add(op, executable.get(), workspace(op, executable.get()));
    } else if (op.spec() instanceof CompositeOp composite) {
      fallbacks.decomposed(composite);
      splice(op, composite.decompose(), result, used);
    } else {
      throw new IllegalStateException(
          "device '"
              + device.info().name()
              + "' does not implement "
              + op.spec()
              + ", which is needed by layer '"
              + op.layer()
              + "'");
    }
  }

  private void splice(
      ProgramOp op, Decomposition decomposition, LoweredOps result, Set<OpSpec> used) {
    List<Block> temporaries = new ArrayList<>();
    for (TensorSpec temporary : decomposition.temporaries()) {
      temporaries.add(scratch(op, temporary.extentBytes()));
    }
    for (Decomposition.Step step : decomposition.steps()) {
      List<Region> operands = new ArrayList<>(step.operands().size());
      for (int i = 0; i < step.operands().size(); i++) {
        Decomposition.Ref ref = step.operands().get(i);
        TensorSpec tensor = step.spec().operands().get(i).tensor();
        Region whole = ref.temporary() ? null : op.operands().get(ref.index());
        long offset = ref.elementOffset() * tensor.type().bytes();
        operands.add(
            whole == null
                ? new Region(temporaries.get(ref.index()), offset, tensor)
                : new Region(whole.block(), whole.offset() + offset, tensor));
      }
      lower(new ProgramOp(step.spec(), operands, op.layer(), op.direction()), result, used);
    }
  }

  private static @Nullable Region workspace(ProgramOp op, Executable executable) {
    long bytes = executable.workspaceBytes();
    if (bytes == 0) {
      return null;
    }
    long words = (bytes + 3) / 4;
    return new Region(scratch(op, 4 * words), 0, TensorSpec.float32(words));
  }

  private static Block scratch(ProgramOp op, long bytes) {
    return new Block(op.layer() + "." + op.spec().name(), bytes, BlockRole.WORKSPACE, false);
  }

  @Override
  public void close() {
    prepared.close();
    specs.clear();
  }
}
