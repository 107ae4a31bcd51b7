package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Operators of the host that may run before all others: they read nothing, and nobody has used
 * before what they write, as with learning rates and counters of random numbers. Where they ran at
 * their places, they would divide what the device could do at once.
 */
public final class EarlyOps {
  private EarlyOps() {}

  /**
   * Returns their indices in a program, in order. Operators of the host keep their order among each
   * other; programs that are cut run as they are.
   */
  public static List<Integer> of(LoweredProgram program) {
    List<Integer> early = new ArrayList<>();
    if (program.program().isCut()) {
      return early;
    }
    Set<Block> used = new HashSet<>();
    for (int i = 0; i < program.ops().size(); i++) {
      LoweredOp op = program.ops().get(i);
      if (op.op().spec() instanceof HostOp) {
        if (!isFree(op, used)) {
          break;
        }
        early.add(i);
      }
      op.accesses().forEach(access -> used.add(access.block()));
      op.parents().forEach(access -> used.add(access.block()));
    }
    return early;
  }

  private static boolean isFree(LoweredOp op, Set<Block> used) {
    return op.parents().isEmpty()
        && op.accesses().stream()
            .allMatch(
                access ->
                    !access.fetch()
                        && !access.block().persistent()
                        && !used.contains(access.block()));
  }
}
