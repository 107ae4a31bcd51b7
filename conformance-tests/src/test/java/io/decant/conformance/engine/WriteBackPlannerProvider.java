package io.decant.conformance.engine;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has everything copied to the host as soon as it is changed; blocks leave when room is needed. */
public final class WriteBackPlannerProvider implements PlannerProvider {
  static final String NAME = "write-back";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new Planner() {
      @Override
      public Optional<List<Plan>> plan(PlanRequest request) {
        return Optional.of(
            request.programs().stream().map(WriteBackPlannerProvider::plan).toList());
      }

      @Override
      public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
        Set<Block> all = new HashSet<>();
        programs.forEach(program -> all.addAll(program.blocks()));
        return all;
      }
    };
  }

  private static Plan plan(LoweredProgram program) {
    List<Step> steps = new ArrayList<>();
    for (int op = 0; op < program.ops().size(); op++) {
      steps.add(new Step.Compute(op));
      for (BlockAccess access : program.ops().get(op).accesses()) {
        if (access.writes() && !access.dead()) {
          steps.add(new Step.WriteBack(access.block()));
        }
      }
    }
    return new Plan(steps, Map.of(), new PlanForecast(0, 0, 0, 0, 0, 0, 0, 0, 0));
  }
}
