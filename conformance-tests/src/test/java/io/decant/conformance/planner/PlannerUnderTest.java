package io.decant.conformance.planner;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The planner that a test wants to see at work, under the name {@value #NAME}. */
public final class PlannerUnderTest implements PlannerProvider {
  static final String NAME = "under-test";

  private static final ThreadLocal<Planner> WANTED = ThreadLocal.withInitial(NoPlan::new);

  /** Runs something on this thread in which the name stands for a planner. */
  static <T> T during(Planner planner, Supplier<T> action) {
    WANTED.set(planner);
    try {
      return action.get();
    } finally {
      WANTED.remove();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Planner create(MemoryOptions options) {
    return WANTED.get();
  }

  /** Stands for the name where no test has said otherwise. */
  private static final class NoPlan implements Planner {
    @Override
    public Optional<List<Plan>> plan(PlanRequest request) {
      throw new IllegalStateException("no test has said which planner is under test");
    }

    @Override
    public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
      return Set.of();
    }
  }
}
