package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Step;
import io.decant.spi.memory.WindowOf;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What plans move of each block in one run of each program, and how long it is away. What windows
 * move counts for their parents, whose storage it is.
 */
final class PlannedMoves {
  /**
   * What is moved of one block.
   *
   * @param block which
   * @param in bytes that come to the device
   * @param out bytes that leave it
   * @param away the shortest time in seconds in which operators run while it is away
   */
  record Moved(Block block, long in, long out, double away) {
    private static Moved nothing(Block block) {
      return new Moved(block, 0, 0, Double.POSITIVE_INFINITY);
    }

    private Moved and(long moreIn, long moreOut, double awayOnce) {
      return new Moved(block, in + moreIn, out + moreOut, Math.min(away, awayOnce));
    }

    /** Returns how often its bytes move. */
    double perByte() {
      return (in + out) / (double) Math.max(1, block.bytes());
    }
  }

  /**
   * The more often bytes move, the more fast storage is worth; then the shorter the time in which
   * operators run while they go and come back.
   */
  private static final Comparator<Moved> FASTEST_FIRST =
      Comparator.comparingDouble(Moved::perByte).reversed().thenComparingDouble(Moved::away);

  private final OpTimes times;
  private final Map<Block, Moved> moved = new LinkedHashMap<>();

  private PlannedMoves(OpTimes times) {
    this.times = times;
  }

  /** Finds what the plans of some programs move. */
  static PlannedMoves of(List<LoweredProgram> programs, List<Plan> plans, OpTimes times) {
    PlannedMoves moves = new PlannedMoves(times);
    for (int i = 0; i < plans.size(); i++) {
      LoweredProgram program = programs.get(i);
      Walk walk = moves.new Walk(program, plans.get(i).steps());
      walk.run(false);
      walk.run(true);
      for (Block block : program.blocks()) {
        if (block.window() != null) {
          moves.add(block, 0, 0, Double.POSITIVE_INFINITY);
        }
      }
    }
    return moves;
  }

  /** Returns the blocks that leave, those first that need the fastest storage. */
  List<Moved> fastestFirst() {
    return moved.values().stream().sorted(FASTEST_FIRST).toList();
  }

  private void add(Block block, long in, long out, double away) {
    WindowOf window = block.window();
    moved.compute(
        window == null ? block : window.parent(),
        (key, known) -> (known == null ? Moved.nothing(key) : known).and(in, out, away));
  }

  /** Runs of one program, the first of which finds out where blocks are when a later one begins. */
  private final class Walk {
    private final LoweredProgram program;
    private final List<Step> steps;
    private final Set<Block> clean = new HashSet<>();
    private final Map<Block, Double> left = new LinkedHashMap<>();
    private double now;

    Walk(LoweredProgram program, List<Step> steps) {
      this.program = program;
      this.steps = steps;
    }

    void run(boolean counts) {
      for (Step step : steps) {
        if (step instanceof Step.Compute compute) {
          operate(program.ops().get(compute.op()));
        } else if (step instanceof Step.Recompute again) {
          operate(program.ops().get(again.op()));
        } else if (step instanceof Step.SwapIn in) {
          enter(in.block(), counts);
        } else if (step instanceof Step.WriteBack back) {
          copy(back.block(), counts);
        } else if (step instanceof Step.SwapOut out) {
          left.put(out.block(), now);
          copy(out.block(), counts);
        }
      }
    }

    private void operate(LoweredOp op) {
      now += times.seconds(op);
      for (BlockAccess access : op.accesses()) {
        if (access.writes()) {
          clean.remove(access.block());
        }
      }
    }

    private void enter(Block block, boolean counts) {
      clean.add(block);
      Double since = left.remove(block);
      double away = since == null ? Double.POSITIVE_INFINITY : now - since;
      add(block, counts ? block.bytes() : 0, 0, away);
    }

    private void copy(Block block, boolean counts) {
      boolean copied = clean.add(block) && counts;
      add(block, 0, copied ? block.bytes() : 0, Double.POSITIVE_INFINITY);
    }
  }
}
