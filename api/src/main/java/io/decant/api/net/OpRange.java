package io.decant.api.net;

import io.decant.spi.memory.LoweredProgram;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a program.
 *
 * @param begin index of its first operator
 * @param end index behind its last
 */
record OpRange(int begin, int end) {
  /** Finds a part in each of the programs for several shapes. */
  @FunctionalInterface
  interface Finder {
    /** Returns the part of a program. */
    OpRange in(LoweredProgram program);

    /** Returns the part of a pass. */
    default OpRange in(NetPass pass) {
      return in(pass.schedule().program());
    }

    /** Returns the finder of everything. */
    static Finder all() {
      return program -> new OpRange(0, program.ops().size());
    }

    /** Returns the finder of the part from the first to the last of the chosen operators. */
    static Finder of(Function<LoweredProgram, List<Integer>> choice) {
      return program -> {
        List<Integer> chosen = choice.apply(program);
        return chosen.isEmpty()
            ? new OpRange(0, 0)
            : new OpRange(chosen.get(0), chosen.get(chosen.size() - 1) + 1);
      };
    }
  }

  boolean isEmpty() {
    return begin == end;
  }
}
