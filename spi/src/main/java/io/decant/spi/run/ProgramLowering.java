package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.Executable;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers the operators of one program. */
final class ProgramLowering {
  private final Device device;
  private final PreparedOps prepared;
  private final FallbackListener fallbacks;
  private final TilingListener tilings;
  private final @Nullable PoolCapacity capacity;
  private final LoweredOps result = new LoweredOps();
  private final Set<PreparedOps.Request> used = new HashSet<>();

  /**
   * Starts with an empty program.
   *
   * @param capacity the memory in which the blocks of each operator must lie; null for no limit
   */
  ProgramLowering(
      Device device,
      PreparedOps prepared,
      FallbackListener fallbacks,
      TilingListener tilings,
      @Nullable PoolCapacity capacity) {
    this.device = device;
    this.prepared = prepared;
    this.fallbacks = fallbacks;
    this.tilings = tilings;
    this.capacity = capacity;
  }

  LoweredOps ops() {
    return result;
  }

  /** Returns what was prepared. */
  Set<PreparedOps.Request> requests() {
    return used;
  }

  void add(ProgramOp op) {
    if (op.spec() instanceof HostOp || op.spec() instanceof SourceOp) {
      if (fits(op, 0)) {
        result.add(op, null, null);
      } else {
        result.addOnHost(op);
      }
    } else if (!fits(op, 0)) {
      makeSmaller(op);
    } else {
      Optional<Executable> executable = executable(op.spec());
      if (executable.isEmpty()) {
        takeApart(op);
      } else if (fits(op, executable.get().workspaceBytes())) {
        addWhole(op, executable.get());
      } else {
        withLessWorkspace(op).ifPresentOrElse(less -> addWhole(op, less), () -> makeSmaller(op));
      }
    }
  }

  /** Returns the executable whose workspace fits beside the blocks, where it may depend on them. */
  private Optional<Executable> withLessWorkspace(ProgramOp op) {
    long room = 0;
    for (long more = 1; fits(op, more); more *= 2) {
      room = more;
    }
    Optional<Executable> less =
        prepared
            .request(op.spec(), room)
            .flatMap(this::executable)
            .filter(executable -> fits(op, executable.workspaceBytes()));
    less.ifPresent(executable -> tilings.withLessWorkspace(op, executable.workspaceBytes()));
    return less;
  }

  private boolean fits(ProgramOp op, long workspaceBytes) {
    if (capacity == null) {
      return true;
    }
    Set<Block> blocks = new LinkedHashSet<>();
    op.operands().forEach(operand -> blocks.add(operand.block()));
    List<Long> sizes = new ArrayList<>();
    blocks.forEach(block -> sizes.add(block.bytes()));
    sizes.add(workspaceBytes);
    return capacity.holds(sizes);
  }

  private Optional<Executable> executable(OpSpec spec) {
    return executable(prepared.request(spec));
  }

  private Optional<Executable> executable(PreparedOps.Request request) {
    return prepared.get(request, used.add(request));
  }

  private OptionalLong workspaceBytes(OpSpec spec) {
    Optional<Executable> executable = executable(spec);
    return executable.isPresent()
        ? OptionalLong.of(executable.get().workspaceBytes())
        : OptionalLong.empty();
  }

  /** Adds an operator that exceeds the pool: in tiles, or in parts, or as it is. */
  private void makeSmaller(ProgramOp op) {
    Optional<OpCut> cut =
        new OpTiling(Objects.requireNonNull(capacity), this::workspaceBytes).cut(op);
    if (cut.isPresent()) {
      addTiles(op, cut.get());
      return;
    }
    Optional<Executable> whole = executable(op.spec());
    if (whole.isPresent() && op.spec() instanceof CompositeOp composite) {
      tilings.takenApart(op);
      splice(op, composite.decompose());
    } else if (whole.isPresent()) {
      addWhole(op, whole.get());
    } else {
      takeApart(op);
    }
  }

  private void addTiles(ProgramOp op, OpCut cut) {
    tilings.tiled(op, cut.axes(), cut.tiles());
    Set<Block> overwritten = cut.overwritten();
    for (ProgramOp tile : cut.ops()) {
      Executable executable = executable(tile.spec()).orElseThrow();
      result.addTile(tile, executable, workspace(tile, executable), overwritten);
      overwritten = Set.of();
    }
  }

  private void addWhole(ProgramOp op, Executable executable) {
    result.add(op, executable, workspace(op, executable));
  }

  /** Adds the decomposition of an operator that the device does not know. */
  private void takeApart(ProgramOp op) {
    if (!(op.spec() instanceof CompositeOp composite)) {
      throw new IllegalStateException(
          "device '"
              + device.info().name()
              + "' does not implement "
              + op.spec()
              + ", which is needed by layer '"
              + op.layer()
              + "'");
    }
    fallbacks.decomposed(composite);
    splice(op, composite.decompose());
  }

  private void splice(ProgramOp op, Decomposition decomposition) {
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
      add(new ProgramOp(step.spec(), operands, op.layer(), op.direction()));
    }
  }

  private static @Nullable Region workspace(ProgramOp op, Executable executable) {
    long bytes = executable.workspaceBytes();
    if (bytes == 0) {
      return null;
    }
    TensorSpec tensor = TensorSpec.workspace(bytes);
    return new Region(scratch(op, tensor.extentBytes()), 0, tensor);
  }

  private static Block scratch(ProgramOp op, long bytes) {
    return new Block(op.layer() + "." + op.spec().name(), bytes, BlockRole.WORKSPACE, false);
  }
}
