package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.EarlyOps;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run executes, in order: the operators of a program, and some of them once more before
 * others. {@link EarlyOps} come first. What is computed again comes as late as possible: before the
 * operator that needs it, or before one that needs something computed from it.
 */
final class RunOrder {
  private final LoweredProgram program;
  private final int early;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * One operator's turn.
   *
   * @param op its index in the program
   * @param before the index of the operator that it runs before; {@code op} when it is its own turn
   * @param empty the blocks that it writes and that hold nothing before, even if it writes parts
   */
  record Turn(int op, int before, Set<Block> empty) {
    /** Returns whether the operator runs once more. */
    boolean again() {
      return op != before;
    }
  }

  /**
   * Puts operators in order.
   *
   * @param recomputations what is computed again
   */
  RunOrder(LoweredProgram program, List<Recomputation> recomputations) {
    this(program, recomputations, EarlyOps.of(program));
  }

  private RunOrder(
      LoweredProgram program, List<Recomputation> recomputations, List<Integer> early) {
    this.program = program;
    this.early = early.size();
    Map<Integer, TreeMap<Integer, Set<Block>>> again = new HashMap<>();
    turns(recomputations)
        .forEach(
            (recomputation, before) -> {
              TreeMap<Integer, Set<Block>> there =
                  again.computeIfAbsent(before, key -> new TreeMap<>());
              recomputation
                  .firstWritten(program)
                  .forEach(
                      (producer, empty) ->
                          there.computeIfAbsent(producer, key -> new HashSet<>()).addAll(empty));
            });
    Set<Block> seen = new HashSet<>();
    early.forEach(op -> turns.add(new Turn(op, op, firstSeen(program.ops().get(op), seen))));
    for (int op = 0; op < program.ops().size(); op++) {
      int before = op;
      again
          .getOrDefault(op, new TreeMap<>())
          .forEach((producer, empty) -> turns.add(new Turn(producer, before, empty)));
      if (!early.contains(op)) {
        turns.add(new Turn(op, op, firstSeen(program.ops().get(op), seen)));
      }
    }
  }

  /** Returns the order of the program itself. */
  static RunOrder asWritten(LoweredProgram program) {
    return new RunOrder(program, List.of(), List.of());
  }

  /** Returns the transient blocks that an operator is the first to write. */
  private static Set<Block> firstSeen(LoweredOp op, Set<Block> seen) {
    Set<Block> found = new HashSet<>();
    op.parents().forEach(parent -> seen.add(parent.block()));
    for (BlockAccess access : op.accesses()) {
      Block block = access.block();
      if (seen.add(block) && access.writes() && !block.persistent() && block.window() == null) {
        found.add(block);
      }
    }
    return found;
  }

  /** Returns before which operator each recomputation takes place. */
  private Map<Recomputation, Integer> turns(List<Recomputation> recomputations) {
    Map<Block, List<Recomputation>> dropped = new HashMap<>();
    Map<Integer, List<Recomputation>> twins = new HashMap<>();
    Map<Recomputation, Integer> turns = new HashMap<>();
    for (Recomputation again : recomputations) {
      dropped.computeIfAbsent(again.block(), key -> new ArrayList<>()).add(again);
      twins.computeIfAbsent(again.producer(), key -> new ArrayList<>()).add(again);
      turns.put(again, again.at());
    }
    // Those that read a block have later producers, so they have their turns when it gets its own.
    List<Integer> lastFirst = new ArrayList<>(twins.keySet());
    lastFirst.sort(Comparator.reverseOrder());
    for (int producer : lastFirst) {
      List<Recomputation> together = twins.getOrDefault(producer, List.of());
      together.sort(Comparator.comparingInt(again -> turns.getOrDefault(again, again.at())));
      for (Recomputation again : together) {
        int turn = turns.getOrDefault(again, again.at());
        // One run of an operator serves all that it writes.
        together.stream()
            .filter(twin -> twin.isAwayBefore(turn))
            .forEach(twin -> turns.merge(twin, turn, Math::min));
        again.inputs(program).stream()
            .flatMap(block -> dropped.getOrDefault(block, List.of()).stream())
            .filter(input -> input.isAwayBefore(turn))
            .forEach(input -> turns.merge(input, turn, Math::min));
      }
    }
    return turns;
  }

  LoweredProgram program() {
    return program;
  }

  /** Returns the number of turns. */
  int size() {
    return turns.size();
  }

  /** Returns the number of turns at the beginning that are the host's {@link EarlyOps}. */
  int early() {
    return early;
  }

  /** Returns how many operators run once more. */
  int again() {
    return (int) turns.stream().filter(Turn::again).count();
  }

  /** Returns a turn, by its place in the order. */
  Turn turn(int place) {
    return turns.get(place);
  }

  /** Returns the operator whose turn it is. */
  LoweredOp op(int place) {
    return program.ops().get(turns.get(place).op());
  }
}
