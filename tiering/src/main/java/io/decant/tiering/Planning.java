package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Plans all programs anew. */
  void plan(List<Long> slabs, int alignment, LinkRates links) {
    if (schedules.isEmpty()) {
      return;
    }
    List<Schedule> longestFirst = new ArrayList<>(schedules);
    longestFirst.sort(Comparator.comparingDouble(this::seconds).reversed());
    List<LoweredProgram> programs = longestFirst.stream().map(Schedule::program).toList();
    Optional<List<Plan>> made =
        planner.plan(new PlanRequest(programs, slabs, alignment, links, times));
    if (made.isEmpty()) {
      listener.info(
          "large-model support: no plan was found for this pool; blocks are moved on demand");
    }
    for (int i = 0; i < longestFirst.size(); i++) {
      Schedule schedule = longestFirst.get(i);
      if (made.isPresent()) {
        Plan plan = made.get().get(i);
        plans.put(schedule, plan);
        schedule.replan(plan.steps());
        residency.beginWith(schedule.program(), plan.home());
      } else {
        plans.remove(schedule);
        schedule.replan(Schedule.inOrder(schedule.program()).steps());
        residency.beginWith(schedule.program(), Map.of());
      }
    }
  }

  private double seconds(Schedule schedule) {
    return schedule.program().ops().stream().mapToDouble(times::seconds).sum();
  }
}
