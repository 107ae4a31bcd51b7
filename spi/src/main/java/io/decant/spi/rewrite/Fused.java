package io.decant.spi.rewrite;

import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An operator that does what others did.
 *
 * @param members indices of the others
 * @param at at the place of which of them it is
 * @param op the operator
 */
record Fused(Set<Integer> members, int at, ProgramOp op) {
  /** Copies the set. */
  Fused {
    members = Set.copyOf(members);
    if (!members.contains(at)) {
      throw new IllegalArgumentException(op + " is at " + at + ", none of " + members);
    }
  }

  /** Returns a program with these in the place of their members. */
  static Program apply(Program program, List<Fused> all) {
    List<ProgramOp> ops = new ArrayList<>();
    for (int i = 0; i < program.ops().size(); i++) {
      int index = i;
      all.stream().filter(fused -> fused.at == index).forEach(fused -> ops.add(fused.op));
      if (all.stream().noneMatch(fused -> fused.members.contains(index))) {
        ops.add(program.ops().get(i));
      }
    }
    return program.withOps(ops);
  }
}
