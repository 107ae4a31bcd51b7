package io.decant.spi.run;

import io.decant.spi.device.Executable;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
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
  private record Entry(ProgramOp op, @Nullable Executable executable, @Nullable Region workspace) {}

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
    entries.add(new Entry(op, executable, workspace));
  }

  List<LoweredOp> withAccesses(Set<Block> retained) {
    LoweredOp[] ops = new LoweredOp[entries.size()];
    Set<Block> needed = new HashSet<>(retained);
    for (int i = ops.length - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      List<BlockAccess> accesses = new ArrayList<>();
      for (Map.Entry<Block, Use> touched : uses(entry).entrySet()) {
        Block block = touched.getKey();
        Use use = touched.getValue();
        boolean dead = !block.persistent() && !needed.contains(block);
        accesses.add(
            new BlockAccess(block, use.fetches(), use.overwritesPart || use.scratch, dead));
        if (use.reads) {
          needed.add(block);
        } else if ((use.overwritesAll || use.scratch) && !retained.contains(block)) {
          needed.remove(block);
        }
      }
      ops[i] = new LoweredOp(entry.op, entry.executable, entry.workspace, accesses);
    }
    return Arrays.asList(ops);
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
