package example.memory;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends a block away as soon as the next operator does not use it; it comes when it is leased. */
final class EagerPlanner implements Planner {
  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    return Optional.of(
        request.programs().stream().map(program -> plan(program, request)).toList());
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    Set<Block> all = new HashSet<>();
    programs.forEach(program -> all.addAll(program.blocks()));
    return all;
  }

  private static Plan plan(LoweredProgram program, PlanRequest request) {
    List<Step> steps = new ArrayList<>();
    double compute = 0;
    long in = 0;
    long out = 0;
    long peak = 0;
    Set<Block> before = Set.of();
    for (int i = 0; i < program.ops().size(); i++) {
      LoweredOp op = program.ops().get(i);
      Set<Block> after = i + 1 < program.ops().size() ? blocks(program.ops().get(i + 1)) : Set.of();
      steps.add(new Step.Compute(i));
      compute += request.times().seconds(op);
      peak = Math.max(peak, op.workingSetBytes(request.alignment()));
      for (BlockAccess access : op.accesses()) {
        if (access.fetch() && !before.contains(access.block())) {
          in += access.block().bytes();
        }
        if (!access.dead() && !after.contains(access.block())) {
          steps.add(new Step.SwapOut(access.block()));
          out += access.writes() ? access.block().bytes() : 0;
        }
      }
      before = blocks(op);
    }
    double copies = request.links().secondsIn(in) + request.links().secondsOut(out);
    long all = program.blocks().stream().mapToLong(Block::bytes).sum();
    return new Plan(
        steps,
        Map.of(),
        new PlanForecast(compute + copies, compute, compute, in, out, 0, peak, all, 0));
  }

  private static Set<Block> blocks(LoweredOp op) {
    Set<Block> blocks = new HashSet<>();
    op.accesses().forEach(access -> blocks.add(access.block()));
    return blocks;
  }
}
