package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each operator does with each block, with recomputations counted to the operators they serve.
 */
final class BlockUses {
  private final LoweredProgram program;
  private final Map<Block, List<Use>> uses = new LinkedHashMap<>();

  BlockUses(LoweredProgram program) {
    this.program = program;
    Set<Block> dead = new HashSet<>();
    for (int op = 0; op < program.ops().size(); op++) {
      for (BlockAccess parent : program.ops().get(op).parents()) {
        if (parent.block().bytes() > 0) {
          of(parent.block()).add(Use.onHost(op, parent));
        }
      }
      for (BlockAccess access : program.ops().get(op).accesses()) {
        if (access.block().bytes() > 0) {
          of(access.block()).add(onDevice(op, access, dead));
        }
      }
    }
  }

  /** Returns a use; who writes a part of what nobody reads has nothing to fetch. */
  private static Use onDevice(int op, BlockAccess access, Set<Block> dead) {
    boolean fetch = access.fetch() && !dead.contains(access.block());
    if (access.dead()) {
      dead.add(access.block());
    } else {
      dead.remove(access.block());
    }
    return new Use(op, fetch, access.writes());
  }

  /** Returns the uses of each block, in the order of operators. */
  Map<Block, List<Use>> map() {
    return uses;
  }

  private List<Use> of(Block block) {
    return uses.computeIfAbsent(block, key -> new ArrayList<>());
  }

  /**
   * Takes recomputations in: their inputs are needed once more, their blocks hold nothing before.
   */
  void add(List<Recomputation> recomputations) {
    for (Recomputation again : recomputations) {
      for (BlockAccess access : program.ops().get(again.producer()).accesses()) {
        if (access.block().bytes() > 0) {
          add(access.block(), Use.onDevice(again.at(), access));
        }
      }
    }
    // Behind the inputs: what one computes again, another may read at the same operator.
    for (Recomputation again : recomputations) {
      of(again.block())
          .replaceAll(use -> use.op() == again.at() ? new Use(use.op(), false, true) : use);
    }
  }

  private void add(Block block, Use added) {
    List<Use> list = of(block);
    int at = 0;
    while (at < list.size() && list.get(at).op() < added.op()) {
      at++;
    }
    if (at < list.size() && list.get(at).op() == added.op()) {
      Use old = list.get(at);
      list.set(at, new Use(old.op(), old.fetch() || added.fetch(), old.writes() || added.writes()));
    } else {
      list.add(at, added);
    }
  }
}
