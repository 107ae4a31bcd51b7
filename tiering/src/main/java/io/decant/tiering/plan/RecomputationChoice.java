package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.op.OpClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds blocks that could be computed again instead of being copied out and in: their contents come
 * from one PURE operator that overwrites them, and what that operator reads still exists,
 * unchanged, where they are needed next. Those come first that save most copying per second of
 * computing.
 */
final class RecomputationChoice {
  private record Worth(Recomputation recomputation, double saved) {}

  private final LoweredProgram program;
  private final PlanInput input;
  private final Map<Block, BlockLife> lives = new HashMap<>();
  private final Map<Block, List<Recomputation>> dropping = new HashMap<>();
  private final Map<Block, List<Recomputation>> reading = new HashMap<>();

  /**
   * Prepares the search.
   *
   * @param input the program's lives, as they are before any recomputation of those to be found
   */
  RecomputationChoice(LoweredProgram program, PlanInput input) {
    this.program = program;
    this.input = input;
    input.lives().forEach(life -> lives.put(life.block(), life));
  }

  /**
   * Returns what could be computed again in place of these copies.
   *
   * @param already what is computed again in any case
   */
  List<Recomputation> instead(List<Transfer> transfers, List<Recomputation> already) {
    List<Worth> found = new ArrayList<>();
    for (Transfer transfer : transfers) {
      Gap gap = transfer.gap();
      if (transfer.in()
          && !gap.settledAway()
          && gap.life().block().window() == null
          && !gap.wraps()
          && gap.after() >= 0
          && gap.before() < input.ops()) {
        candidate(transfer).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingDouble(Worth::saved).reversed());
    already.forEach(this::take);
    List<Recomputation> taken = new ArrayList<>();
    for (Worth worth : found) {
      if (isCompatible(worth.recomputation)) {
        take(worth.recomputation);
        taken.add(worth.recomputation);
      }
    }
    return taken;
  }

  private void take(Recomputation again) {
    dropping.computeIfAbsent(again.block(), key -> new ArrayList<>()).add(again);
    for (Block input : inputs(again)) {
      reading.computeIfAbsent(input, key -> new ArrayList<>()).add(again);
    }
  }

  /** Returns whether none reads what another one has dropped and not yet computed again. */
  private boolean isCompatible(Recomputation next) {
    for (Block input : inputs(next)) {
      for (Recomputation other : dropping.getOrDefault(input, List.of())) {
        if (isAway(other, next.at())) {
          return false;
        }
      }
    }
    return reading.getOrDefault(next.block(), List.of()).stream()
        .noneMatch(other -> isAway(next, other.at()));
  }

  private static boolean isAway(Recomputation dropped, int op) {
    return op > dropped.dropped() && op < dropped.at();
  }

  private List<Block> inputs(Recomputation again) {
    return program.ops().get(again.producer()).accesses().stream()
        .filter(BlockAccess::fetch)
        .map(BlockAccess::block)
        .toList();
  }

  private Optional<Worth> candidate(Transfer transfer) {
    Gap gap = transfer.gap();
    int producer = -1;
    for (Use use : gap.life().uses()) {
      producer = use.writes() && use.op() <= gap.after() ? use.op() : producer;
    }
    Block block = gap.life().block();
    if (producer < 0 || !computesAlone(producer, block) || !inputsExist(producer, gap.before())) {
      return Optional.empty();
    }
    double copies =
        input.rates().secondsIn(block.bytes())
            + (transfer.out() ? input.rates().secondsOut(block.bytes()) : 0);
    return Optional.of(
        new Worth(
            new Recomputation(block, producer, gap.after(), gap.before()),
            copies / input.seconds(producer)));
  }

  private boolean computesAlone(int producer, Block block) {
    LoweredOp op = program.ops().get(producer);
    if (op.op().spec().opClass() != OpClass.PURE || !op.parents().isEmpty()) {
      return false;
    }
    boolean overwrites = false;
    for (BlockAccess access : op.accesses()) {
      boolean own = access.block() == block;
      if (access.writes() && (access.fetch() || !(own || isScratch(access)))) {
        return false;
      }
      overwrites |= own && access.writes();
    }
    return overwrites;
  }

  private static boolean isScratch(BlockAccess access) {
    return access.block().role() == BlockRole.WORKSPACE && access.dead();
  }

  /** Returns whether all that an operator reads is, later, still what it was. */
  private boolean inputsExist(int producer, int later) {
    for (BlockAccess access : program.ops().get(producer).accesses()) {
      BlockLife life = lives.get(access.block());
      if (isOnHost(access.block(), later)) {
        return false;
      }
      if (access.fetch() && life != null && !survives(life, producer, later)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOnHost(Block block, int op) {
    return program.ops().get(op).parents().stream().anyMatch(parent -> parent.block() == block);
  }

  private static boolean survives(BlockLife life, int from, int to) {
    boolean needed = life.block().persistent();
    for (Use use : life.uses()) {
      if (use.op() > from && use.op() < to && use.writes()) {
        return false;
      }
      if (use.op() >= to) {
        return use.fetch();
      }
    }
    return needed;
  }
}
