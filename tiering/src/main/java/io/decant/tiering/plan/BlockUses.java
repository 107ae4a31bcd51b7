package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the operators of a run do with each block. */
final class BlockUses {
  private final Map<Block, List<Use>> uses = new LinkedHashMap<>();

  BlockUses(RunOrder order) {
    Set<Block> dead = new HashSet<>();
    for (int op = 0; op < order.size(); op++) {
      for (BlockAccess parent : order.op(op).parents()) {
        if (parent.block().bytes() > 0) {
          of(parent.block()).add(Use.onHost(op, parent));
        }
      }
      for (BlockAccess access : order.op(op).accesses()) {
        if (access.block().bytes() > 0) {
          boolean empty = order.turn(op).empty().contains(access.block());
          of(access.block()).add(onDevice(op, access, empty, dead));
        }
      }
    }
  }

  /** Returns a use; who writes a part of what nobody reads has nothing to fetch. */
  private static Use onDevice(int op, BlockAccess access, boolean empty, Set<Block> dead) {
    boolean fetch = access.fetch() && !empty && !dead.contains(access.block());
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
}
