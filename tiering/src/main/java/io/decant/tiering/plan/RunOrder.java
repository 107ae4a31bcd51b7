package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run executes, in order: the operators of a program, and some of them once more before
 * others. What is computed again comes as late as possible: before the operator that needs it, or
 * before one that needs something computed from it.
 */
final class RunOrder {
  private final LoweredProgram program;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * One operator's turn.
   *
   * @param op its index in the program
   * @param before the index of the operator that it runs before; {@code op} when it is its own turn
   */
  record Turn(int op, int before) {
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
    this.program = program;
    Map<Integer, List<Integer>> again = new HashMap<>();
    turns(recomputations)
        .forEach(
            (recomputation, at) ->
                again
                    .computeIfAbsent(at, key -> new ArrayList<>())
                    .addAll(recomputation.producers()));
    for (int op = 0; op < program.ops().size(); op++) {
      List<Integer> first = again.getOrDefault(op, new ArrayList<>());
      first.sort(Comparator.naturalOrder());
      for (int producer : first) {
        turns.add(new Turn(producer, op));
      }
      turns.add(new Turn(op, op));
    }
  }

  /** Returns before which operator each recomputation takes place. */
  private Map<Recomputation, Integer> turns(List<Recomputation> recomputations) {
    Map<Block, List<Recomputation>> dropped = new HashMap<>();
    Map<Recomputation, Integer> turns = new HashMap<>();
    for (Recomputation again : recomputations) {
      dropped.computeIfAbsent(again.block(), key -> new ArrayList<>()).add(again);
      turns.put(again, again.at());
    }
    // Those that read a block have later producers, so they have their turns when it gets its own.
    List<Recomputation> lastFirst = new ArrayList<>(recomputations);
    lastFirst.sort(Comparator.comparingInt(Recomputation::producer).reversed());
    for (Recomputation again : lastFirst) {
      int turn = turns.getOrDefault(again, again.at());
      for (int producer : again.producers()) {
        for (BlockAccess access : program.ops().get(producer).accesses()) {
          for (Recomputation input : dropped.getOrDefault(access.block(), List.of())) {
            if (access.block() != again.block() && input.isAwayBefore(turn)) {
              turns.merge(input, turn, Math::min);
            }
          }
        }
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

  /** Returns a turn, by its place in the order. */
  Turn turn(int place) {
    return turns.get(place);
  }

  /** Returns the operator whose turn it is. */
  LoweredOp op(int place) {
    return program.ops().get(turns.get(place).op());
  }
}
