package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LayerStorage;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves what IBM's Large Model Support for Caffe moves, as a baseline: only blobs leave, layer by
 * layer; they come back when an operator uses them, and every copy is waited for. Everything else
 * has its memory all the time. Where its README and its code differ, the README counts.
 */
public final class IbmPlanner implements Planner {
  private final LargeModelSupport limits;

  /**
   * Creates a planner.
   *
   * @param limits which blocks may leave
   */
  public IbmPlanner(LargeModelSupport limits) {
    this.limits = limits;
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    Set<Block> blobs = new HashSet<>();
    for (LoweredProgram program : programs) {
      for (LayerStorage<Block> layer : program.program().layers()) {
        layer.tops().forEach(top -> blobs.addAll(top.storage()));
      }
    }
    Set<Block> managed = new LinkedHashSet<>(ManagedBlocks.find(limits, programs, memoryBytes));
    managed.retainAll(blobs);
    return managed;
  }

  @Override
  public boolean changesPrograms() {
    return false;
  }

  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    Set<Block> managed = managed(request.programs(), request.memoryBytes());
    List<LayerwisePart> parts = new ArrayList<>();
    int start = 0;
    for (LoweredProgram program : request.programs()) {
      LayerwisePart part = new LayerwisePart(program, new LayerwiseRun(program, managed), start);
      parts.add(part);
      start = part.end();
    }
    LayerwisePlacement placement = new LayerwisePlacement(request, managed, parts);
    if (!placement.find()) {
      return Optional.empty();
    }
    return Optional.of(
        parts.stream()
            .map(
                part ->
                    new Plan(
                        steps(part, placement.places(part)),
                        placement.homes(),
                        managed,
                        forecast(request, part, placement.peakBytes())))
            .toList());
  }

  private static List<Step> steps(LayerwisePart part, ByOperator<Step> places) {
    ByOperator<Step> leaving = part.run().steps();
    List<Step> steps = new ArrayList<>(leaving.at(-1));
    for (int op = 0; op < part.ops(); op++) {
      steps.addAll(places.at(op));
      steps.add(new Step.Compute(op));
      steps.addAll(leaving.at(op));
    }
    return steps;
  }

  /** Adds up operators and copies, which do not overlap. */
  private static PlanForecast forecast(PlanRequest request, LayerwisePart part, long peakBytes) {
    RunOrder order = RunOrder.asWritten(part.program());
    PlanInput whole =
        new PlanInput(
            order,
            part.program().ops().stream().mapToDouble(request.times()::seconds).toArray(),
            new Lives(order, request.alignment(), block -> false, block -> BlockLife.Boundary.FREE)
                .collect(new BlockUses(order).map(), List.of()),
            request.links());
    OccupancyTree live = whole.occupancy();
    LayerwiseRun run = part.run();
    return new PlanForecast(
        whole.busy()
            + request.links().secondsIn(run.bytesIn())
            + request.links().secondsOut(run.bytesOut()),
        whole.busy(),
        LowerBound.seconds(whole, request.poolBytes()),
        run.bytesIn(),
        run.bytesOut(),
        0,
        peakBytes,
        live.most(0, live.size()),
        0);
  }
}
