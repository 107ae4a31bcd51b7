package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The schedules of the admitted programs, planned together whenever one comes or goes. */
final class Planning {
  private final Planner planner;
  private final TieredResidency residency;
  private final OpTimes times;
  private final BackendListener listener;
  private final List<Schedule> schedules = new ArrayList<>();
  private final IdentityHashMap<Schedule, Plan> plans = new IdentityHashMap<>();

  Planning(Planner planner, TieredResidency residency, OpTimes times, BackendListener listener) {
    this.listener = listener;
    this.times = times;
    this.planner = planner;
    this.residency = residency;
  }

  Schedule add(LoweredProgram program) {
    Schedule schedule = Schedule.inOrder(program);
    schedules.add(schedule);
    return schedule;
  }

  void remove(LoweredProgram program) {
    schedules.removeIf(schedule -> schedule.program() == program);
    plans.keySet().removeIf(schedule -> schedule.program() == program);
  }

  /** Returns the plan that a schedule follows; null when blocks are moved on demand. */
  @Nullable Plan plan(Schedule schedule) {
    return plans.get(schedule);
  }

  /** Returns what is expected of a program; null when its blocks are moved on demand. */
  @Nullable PlanForecast forecast(LoweredProgram program) {
    for (Schedule schedule : schedules) {
      Plan plan = schedule.program() == program ? plans.get(schedule) : null;
      if (plan != null) {
        return plan.forecast();
      }
    }
    return null;
  }

  /** Returns the programs, in the order of admission. */
  List<LoweredProgram> programs() {
    return schedules.stream().map(Schedule::program).toList();
  }

  /** Returns the forecasts by the programs' names. */
  Map<String, PlanForecast> forecasts() {
    Map<String, PlanForecast> forecasts = new LinkedHashMap<>();
    for (Schedule schedule : schedules) {
      Plan plan = plans.get(schedule);
      if (plan != null) {
        forecasts.put(schedule.program().program().name(), plan.forecast());
      }
    }
    return forecasts;
  }

  /**
   * Plans all programs anew.
   *
   * @param rates how fast blocks are expected to move; they adapt to what a plan moves, for which
   *     it is made once more
   * @param memoryBytes what the pool may take
   * @param provisional whether that happens again soon, from measured times
   */
  void plan(
      List<Long> slabs, int alignment, ExpectedRates rates, long memoryBytes, boolean provisional) {
    if (schedules.isEmpty()) {
      return;
    }
    Function<LinkRates, Optional<List<Plan>>> planning =
        links ->
            planner.plan(
                new PlanRequest(
                    programs(), slabs, alignment, links, times, memoryBytes, provisional));
    Optional<List<Plan>> made = planning.apply(rates.now());
    List<PlannedMoves.Moved> moved = made.map(this::moved).orElse(List.of());
    if (made.isPresent() && rates.adapt(moved)) {
      made = planning.apply(rates.now());
      moved = made.map(this::moved).orElse(List.of());
    }
    if (made.isEmpty()) {
      listener.info(
          "large-model support: no plan was found for this pool; blocks are moved on demand");
      moveOnDemand(slabs, alignment, memoryBytes);
      return;
    }
    residency.keep(StayingBlocks.NONE);
    for (int i = 0; i < schedules.size(); i++) {
      Schedule schedule = schedules.get(i);
      Plan plan = made.get().get(i);
      plans.put(schedule, plan);
      schedule.replan(plan.steps());
      residency.follow(schedule.program(), plan);
    }
    residency.handOutStorage(moved);
  }

  private List<PlannedMoves.Moved> moved(List<Plan> made) {
    return PlannedMoves.of(programs(), made, times).fastestFirst();
  }

  /** Has blocks moved when they are leased, those that may leave. */
  void moveOnDemand(List<Long> slabs, int alignment, long memoryBytes) {
    Set<Block> managed = planner.managed(programs(), memoryBytes);
    residency.keep(StayingBlocks.of(programs(), managed, slabs, alignment));
    for (Schedule schedule : schedules) {
      plans.remove(schedule);
      schedule.replan(Schedule.inOrder(schedule.program()).steps());
      residency.follow(schedule.program(), null);
    }
  }
}
