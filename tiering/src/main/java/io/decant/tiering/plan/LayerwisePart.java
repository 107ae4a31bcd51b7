package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of several programs on one axis of operators, on which they follow each other.
 *
 * @param program the program
 * @param run what it moves
 * @param start where its first operator is on the axis
 */
record LayerwisePart(LoweredProgram program, LayerwiseRun run, int start) {
  int ops() {
    return program.ops().size();
  }

  int end() {
    return start + ops();
  }

  /** Returns a stretch of its operators as one of the axis. */
  Span onAxis(Span span) {
    return new Span(start + span.first(), start + span.last());
  }

  /** Returns from where to where it uses each of its blocks. */
  Map<Block, Span> uses() {
    Map<Block, Span> uses = new LinkedHashMap<>();
    int index = 0;
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        int last = index;
        uses.merge(
            access.block(), new Span(last, last), (old, use) -> new Span(old.first(), use.last()));
      }
      index++;
    }
    return uses;
  }
}
