package io.decant.spi.run;

import io.decant.spi.device.Executable;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.WindowOf;
import io.decant.spi.op.Intent;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects lowered operators, then works out backwards which contents each one is the last to need.
 */
final class LoweredOps {
  /**
   * An operator.
   *
   * @param overwritten parents whose old contents nobody needs from it on
   * @param onHost whether its blocks are on the host while it runs
   */
  private record Entry(
      ProgramOp op,
      @Nullable Executable executable,
      @Nullable Region workspace,
      Set<Block> overwritten,
      boolean onHost) {}

  /** What the operands of one operator that lie in one block do with it together. */
  private static final class Use {
    boolean reads;
    boolean overwritesAll;
    boolean overwritesPart;
    boolean scratch;

    void add(Intent intent, boolean whole) {
      switch (intent) {
        case READ -> reads = true;
        case READ_WRITE -> {
          reads = true;
          overwritesPart = true;
        }
        case WRITE -> {
          overwritesAll |= whole;
          overwritesPart = true;
        }
        case DISCARD -> scratch = true;
      }
    }

    boolean fetches() {
      return reads || (overwritesPart && !overwritesAll);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(ProgramOp op, @Nullable Executable executable, @Nullable Region workspace) {
    addTile(op, executable, workspace, Set.of());
  }

  /**
   * Adds a tile.
   *
   * @param overwritten the blocks that this tile and those behind it overwrite together, if it is
   *     the first
   */
  void addTile(
      ProgramOp op,
      @Nullable Executable executable,
      @Nullable Region workspace,
      Set<Block> overwritten) {
    entries.add(new Entry(op, executable, workspace, overwritten, false));
  }

  /** Adds an operator of the host that works on the host's copies of its blocks. */
  void addOnHost(ProgramOp op) {
    entries.add(new Entry(op, null, null, Set.of(), true));
  }

  List<LoweredOp> withAccesses(Set<Block> retained) {
    LoweredOp[] ops = new LoweredOp[entries.size()];
    Set<Block> kept = new HashSet<>(retained);
    entries.forEach(entry -> keepWrittenWindows(entry, kept));
    Set<Block> needed = new HashSet<>(kept);
    for (int i = ops.length - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      Map<Block, Use> all = uses(entry);
      Map<Block, Use> uses = entry.onHost ? Map.of() : all;
      Map<Block, Use> parents = entry.onHost ? all : parents(all, entry.overwritten);
      ops[i] =
          new LoweredOp(
              entry.op,
              entry.executable,
              entry.workspace,
              accesses(uses, kept, needed),
              accesses(parents, kept, needed));
    }
    return Arrays.asList(ops);
  }

  /** What is written to a window goes back to its parent: it does not die in the window. */
  private static void keepWrittenWindows(Entry entry, Set<Block> kept) {
    uses(entry)
        .forEach(
            (block, use) -> {
              if (block.window() != null && use.overwritesPart) {
                kept.add(block);
              }
            });
  }

  private static List<BlockAccess> accesses(
      Map<Block, Use> uses, Set<Block> kept, Set<Block> needed) {
    List<BlockAccess> accesses = new ArrayList<>();
    uses.forEach(
        (block, use) -> {
          boolean dead = !block.persistent() && !needed.contains(block);
          accesses.add(
              new BlockAccess(block, use.fetches(), use.overwritesPart || use.scratch, dead));
          if (use.reads) {
            needed.add(block);
          } else if ((use.overwritesAll || use.scratch) && !kept.contains(block)) {
            needed.remove(block);
          }
        });
    return accesses;
  }

  /** Returns what the windows of an operator mean for their parents. */
  private static Map<Block, Use> parents(Map<Block, Use> uses, Set<Block> overwritten) {
    Map<Block, Use> parents = new LinkedHashMap<>();
    uses.forEach(
        (block, use) -> {
          WindowOf window = block.window();
          if (window != null) {
            Block parent = window.parent();
            Use together = parents.computeIfAbsent(parent, key -> new Use());
            together.reads |= use.fetches();
            together.overwritesPart |= use.overwritesPart;
            together.overwritesAll = overwritten.contains(parent);
          }
        });
    return parents;
  }

  private static Map<Block, Use> uses(Entry entry) {
    Map<Block, Use> uses = new LinkedHashMap<>();
    List<Operand> operands = entry.op.spec().operands();
    for (int i = 0; i < operands.size(); i++) {
      Region region = entry.op.operands().get(i);
      uses.computeIfAbsent(region.block(), block -> new Use())
          .add(operands.get(i).intent(), region.isWhole());
    }
    if (entry.workspace != null) {
      uses.computeIfAbsent(entry.workspace.block(), block -> new Use()).add(Intent.DISCARD, true);
    }
    return uses;
  }
}
