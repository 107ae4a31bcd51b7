package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.op.OpClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which blocks can be computed again instead of being copied out and in: their contents come
 * from PURE operators, the first of which finds them empty or overwrites them and the others of
 * which change them in place, and what these read besides still exists, unchanged, where the block
 * is needed next. What is read may be computed again itself, and so may what else is written.
 */
final class Recomputations {
  private final LoweredProgram program;
  private final double[] seconds;
  private final Map<Block, List<Use>> uses = new HashMap<>();
  private final Map<Absence, Optional<Recomputation>> known = new HashMap<>();

  /** A block that is away behind an operator, and there again before another one. */
  private record Absence(Block block, int dropped, int at) {}

  /**
   * Prepares for a program.
   *
   * @param input the program's lives, with nothing computed again
   */
  Recomputations(LoweredProgram program, PlanInput input) {
    this.program = program;
    this.seconds = new double[program.ops().size()];
    for (int place = 0; place < input.ops(); place++) {
      seconds[input.order().turn(place).op()] = input.seconds(place);
    }
    input.lives().forEach(life -> uses.put(life.block(), inProgram(life.uses(), input.order())));
  }

  /** Returns uses by the indices of operators in the program, not in a run. */
  private static List<Use> inProgram(List<Use> uses, RunOrder order) {
    return uses.stream().map(use -> use.by(order.turn(use.op()).op())).toList();
  }

  private List<Use> uses(Block block) {
    return uses.getOrDefault(block, List.of());
  }

  /**
   * Returns what fills a gap by computing; empty where that is impossible.
   *
   * @param order the run in which the gap is
   */
  Optional<Recomputation> filling(Gap gap, RunOrder order) {
    Block block = gap.life().block();
    if (!gap.fetches()
        || gap.settledAway()
        || gap.wraps()
        || gap.after() < 0
        || gap.before() >= order.size()
        || block.window() != null
        || block.persistent()) {
      return Optional.empty();
    }
    int dropped = order.turn(gap.after()).before();
    int at = order.turn(gap.before()).before();
    if (dropped == at) {
      return Optional.empty();
    }
    return known.computeIfAbsent(new Absence(block, dropped, at), this::filling);
  }

  private Optional<Recomputation> filling(Absence absence) {
    Block block = absence.block();
    List<Integer> producers = producers(block, absence.dropped());
    boolean possible =
        !producers.isEmpty()
            && producers.stream().allMatch(op -> canRepeat(op, block, absence.at()));
    return possible
        ? Optional.of(new Recomputation(block, producers, absence.dropped(), absence.at()))
        : Optional.empty();
  }

  /** Returns the seconds that computing again takes. */
  double seconds(Recomputation again) {
    return again.producers().stream().mapToDouble(op -> seconds[op]).sum();
  }

  /** Returns the operators that make what a block holds behind an operator; none if others do. */
  private List<Integer> producers(Block block, int last) {
    List<Integer> producers = new ArrayList<>();
    for (Use use : uses(block)) {
      if (use.op() <= last && use.writes()) {
        if (!use.fetch()) {
          producers.clear();
        } else if (producers.isEmpty()) {
          return List.of();
        }
        producers.add(use.op());
      }
    }
    return producers;
  }

  /**
   * Returns whether an operator can run once more, later: it finds what it reads, and what else it
   * writes has the same contents still, or none.
   */
  private boolean canRepeat(int producer, Block block, int later) {
    LoweredOp op = program.ops().get(producer);
    if (op.op().spec().opClass() != OpClass.PURE || !op.parents().isEmpty()) {
      return false;
    }
    for (BlockAccess access : op.accesses()) {
      boolean own = access.block() == block;
      if (isOnHost(access.block(), later)
          || (access.writes() && !own && !isHarmless(access, producer, later))
          || (access.fetch() && !own && !survives(access.block(), producer, later))) {
        return false;
      }
    }
    return true;
  }

  private boolean isHarmless(BlockAccess access, int producer, int later) {
    Block block = access.block();
    if (access.fetch() || block.persistent() || block.window() != null) {
      return false;
    }
    for (Use use : uses(block)) {
      if (use.op() > producer && use.writes() && (use.op() < later || use.fetch())) {
        return false;
      }
    }
    return true;
  }

  private boolean isOnHost(Block block, int op) {
    return program.ops().get(op).parents().stream().anyMatch(parent -> parent.block() == block);
  }

  private boolean survives(Block block, int from, int to) {
    for (Use use : uses(block)) {
      if (use.op() > from && use.op() < to && use.writes()) {
        return false;
      }
      if (use.op() >= to) {
        return use.fetch();
      }
    }
    return block.persistent();
  }
}
