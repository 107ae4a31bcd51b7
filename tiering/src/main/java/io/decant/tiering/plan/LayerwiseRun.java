package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a program in thought, again and again until nothing changes from run to run: blocks come
 * when an operator uses them, with their contents if they have any, and go by {@link LayerMoves}.
 * What was counted is that of the last run.
 */
final class LayerwiseRun {
  private static final int MOST_RUNS = 8;

  private enum Where {
    HOST,
    CLEAN,
    DIRTY
  }

  private final LoweredProgram program;
  private final Set<Block> managed;
  private final ByOperator<LayerMoves.Move> moves;
  private final Map<Block, Where> where = new HashMap<>();
  private final Map<Block, Integer> since = new LinkedHashMap<>();
  private final Map<Block, List<Span>> spans = new LinkedHashMap<>();
  private final ByOperator<Step> steps = new ByOperator<>();
  private long bytesIn;
  private long bytesOut;

  LayerwiseRun(LoweredProgram program, Set<Block> managed) {
    this.program = program;
    this.managed = managed;
    this.moves = LayerMoves.of(program);
    program.blocks().stream()
        .filter(block -> managed.contains(block) && block.persistent())
        .forEach(block -> where.put(block, Where.HOST));
    Map<Block, Where> before;
    int runs = 0;
    do {
      before = new HashMap<>(where);
      run();
      runs++;
    } while (runs < MOST_RUNS && !where.equals(before));
  }

  /** Returns the bytes that come in. */
  long bytesIn() {
    return bytesIn;
  }

  /** Returns the bytes that go out. */
  long bytesOut() {
    return bytesOut;
  }

  /** Returns the stretches of operators in which each managed block is on the device. */
  Map<Block, List<Span>> spans() {
    return spans;
  }

  /** Returns the managed persistent blocks that are on the device between runs. */
  List<Block> staying() {
    return where.keySet().stream()
        .filter(block -> block.persistent() && where.get(block) != Where.HOST)
        .toList();
  }

  /** Returns what leaves, by the operator that it follows. */
  ByOperator<Step> steps() {
    return steps;
  }

  private void run() {
    bytesIn = 0;
    bytesOut = 0;
    spans.clear();
    steps.clear();
    since.clear();
    staying().forEach(block -> since.put(block, 0));
    leave(-1);
    for (int op = 0; op < program.ops().size(); op++) {
      use(program.ops().get(op), op);
      leave(op);
    }
    end(program.ops().size() - 1);
  }

  private void use(LoweredOp op, int index) {
    for (BlockAccess access : op.accesses()) {
      Block block = access.block();
      if (!managed.contains(block)) {
        continue;
      }
      Where now = where.get(block);
      if (now == Where.HOST) {
        bytesIn += block.bytes();
      }
      if (now == null || now == Where.HOST) {
        since.put(block, index);
        where.put(block, now == null ? Where.DIRTY : Where.CLEAN);
      }
      if (access.writes()) {
        where.put(block, Where.DIRTY);
      }
    }
  }

  private void leave(int op) {
    for (LayerMoves.Move move : moves.at(op)) {
      if (managed.contains(move.block()) && where.containsKey(move.block())) {
        leave(move, op);
      }
    }
  }

  private void leave(LayerMoves.Move move, int op) {
    Block block = move.block();
    Where now = where.get(block);
    if (move.drop()) {
      steps.add(op, new Step.Drop(block));
      where.remove(block);
    } else if (now != Where.HOST) {
      bytesOut += now == Where.DIRTY ? block.bytes() : 0;
      steps.add(op, new Step.SwapOut(block));
      where.put(block, Where.HOST);
    }
    close(block, op);
  }

  /** What a transient block has on the device at the end, the next run will not look at. */
  private void end(int last) {
    for (Block block : List.copyOf(since.keySet())) {
      close(block, last);
      if (!block.persistent()) {
        where.remove(block);
        if (!program.program().retained().contains(block)) {
          steps.add(last, new Step.Drop(block));
        }
      }
    }
  }

  private void close(Block block, int op) {
    Integer from = since.remove(block);
    if (from != null && from <= op) {
      spans.computeIfAbsent(block, key -> new ArrayList<>()).add(new Span(from, op));
    }
  }
}
