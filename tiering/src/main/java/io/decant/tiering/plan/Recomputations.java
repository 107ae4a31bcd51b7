package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.op.OpClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows which blocks can be computed again instead of being copied out and in: their contents come
 * from PURE operators, the first of which finds them empty or overwrites them and the others of
 * which change them in place, and what these read besides still exists, unchanged, where the block
 * is needed next. What is read may be computed again itself, and so may what else is written. What
 * is read and of no use any more by then, as weights in another layout, is computed again with it.
 */
final class Recomputations {
  /** Operators that one block may take to be computed again. */
  private static final int LONGEST = 16;

  private final LoweredProgram program;
  private final boolean revive;
  private final LinkRates rates;
  private final double[] seconds;
  private final Map<Block, List<Use>> uses = new HashMap<>();
  private final Map<Absence, Optional<Recomputation>> known = new HashMap<>();
  private final Map<Recomputation, Double> costs = new HashMap<>();

  /** What becomes of contents: changed in between, needed still, or of no use any more. */
  private enum Fate {
    CHANGED,
    NEEDED,
    OVER
  }

  /** A block that is away behind an operator, and there again before another one. */
  private record Absence(Block block, int dropped, int at) {}

  /**
   * Prepares for a program.
   *
   * @param input the program's lives, with nothing computed again
   * @param revive whether what is of no use any more may be computed again for others
   */
  Recomputations(LoweredProgram program, PlanInput input, boolean revive) {
    this.program = program;
    this.revive = revive;
    this.rates = input.rates();
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
    Set<Integer> producers = new TreeSet<>();
    boolean possible = canRepeat(absence.block(), absence.dropped(), absence.at(), producers);
    return possible
        ? Optional.of(
            new Recomputation(
                absence.block(), List.copyOf(producers), absence.dropped(), absence.at()))
        : Optional.empty();
  }

  /** Returns the seconds that computing again takes, and copying in what is on the host then. */
  double seconds(Recomputation again) {
    return costs.computeIfAbsent(again, this::cost);
  }

  private double cost(Recomputation again) {
    double cost = again.producers().stream().mapToDouble(op -> seconds[op]).sum();
    for (Block input : again.inputs(program)) {
      if (isAway(input, again.at())) {
        cost += rates.copyIn(input.bytes());
      }
    }
    return cost;
  }

  /** Returns whether a block is on the host before an operator, whatever is chosen. */
  private boolean isAway(Block block, int op) {
    boolean away = false;
    for (Use use : uses(block)) {
      if (use.op() >= op) {
        return away || use.onHost();
      }
      away = use.onHost();
    }
    return away;
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
   * Returns whether what a block holds behind an operator can be computed again before a later one:
   * what the operators read still exists then or is computed again with it, and what else they
   * write has the same contents still, or none.
   *
   * @param found to which the operators that run again are added
   */
  private boolean canRepeat(Block block, int last, int later, Set<Integer> found) {
    List<Integer> producers = producers(block, last);
    for (int producer : producers) {
      if (found.add(producer)
          && (found.size() > LONGEST || !canRepeat(producer, block, later, found))) {
        return false;
      }
    }
    return !producers.isEmpty();
  }

  private boolean canRepeat(int producer, Block block, int later, Set<Integer> found) {
    LoweredOp op = program.ops().get(producer);
    if (op.op().spec().opClass() != OpClass.PURE || !op.parents().isEmpty()) {
      return false;
    }
    for (BlockAccess access : op.accesses()) {
      Block other = access.block();
      boolean own = other == block;
      if (isOnHost(other, later)
          || (access.writes() && !own && !isHarmless(access, producer, later))
          || (access.fetch()
              && !own
              && !survives(other, producer, later)
              && !(isOver(other, producer, later)
                  && canRepeat(other, producer - 1, later, found)))) {
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

  /** Returns whether nobody needs what a block held at one operator from a later one on. */
  private boolean isOver(Block block, int from, int to) {
    return revive
        && !block.persistent()
        && block.window() == null
        && !program.program().retained().contains(block)
        && fate(block, from, to) == Fate.OVER;
  }

  private boolean survives(Block block, int from, int to) {
    return fate(block, from, to) == Fate.NEEDED;
  }

  /** Returns what has become of a block's contents between two operators. */
  private Fate fate(Block block, int from, int to) {
    for (Use use : uses(block)) {
      if (use.op() > from && use.op() < to && use.writes()) {
        return Fate.CHANGED;
      }
      if (use.op() >= to) {
        return use.fetch() ? Fate.NEEDED : Fate.OVER;
      }
    }
    return block.persistent() ? Fate.NEEDED : Fate.OVER;
  }
}
