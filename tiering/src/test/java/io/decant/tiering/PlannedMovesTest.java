package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What plans move is counted over whole runs, and says who needs fast storage. */
class PlannedMovesTest {
  private static final OpTimes TIMES = OpTimes.estimated(1e9, 1e9, 1e-3);

  private final Chain chain = new Chain(3, false);

  private List<PlannedMoves.Moved> moved(List<Step> steps) {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      Plan plan = new Plan(steps, Map.of(), new PlanForecast(0, 0, 0, 0, 0, 0, 0, 0, 0));
      return PlannedMoves.of(List.of(program), List.of(plan), TIMES).fastestFirst();
    }
  }

  private Block activation(int layer) {
    return chain.region(chain.activations.get(layer - 1)).block();
  }

  /** Returns the operators of the chain in order, with other steps behind some. */
  private static List<Step> steps(Map<Integer, List<Step>> behind) {
    List<Step> steps = new ArrayList<>();
    for (int op = 0; op < 7; op++) {
      steps.add(new Step.Compute(op));
      steps.addAll(behind.getOrDefault(op, List.of()));
    }
    return steps;
  }

  @Test
  void whatMovesMostOftenComesFirst() {
    Block x = chain.region(chain.x).block();
    List<PlannedMoves.Moved> moved =
        moved(
            steps(
                Map.of(
                    0, List.of(new Step.SwapOut(activation(1))),
                    3, List.of(new Step.SwapIn(activation(1)), new Step.SwapOut(x)),
                    6, List.of(new Step.SwapIn(x)))));
    assertEquals(List.of(activation(1), x), moved.stream().map(PlannedMoves.Moved::block).toList());
    assertEquals(List.of(Chain.BYTES, Chain.BYTES), List.of(moved.get(0).in(), moved.get(1).in()));
    assertEquals(Chain.BYTES, moved.get(0).out());
    assertEquals(0, moved.get(1).out(), "what nobody changes is copied out once, not in each run");
  }

  @Test
  void ofWhatMovesAsOftenTheShortestAwayComesFirst() {
    List<Step> steps =
        steps(
            Map.of(
                0, List.of(new Step.SwapOut(activation(1))),
                2, List.of(new Step.SwapOut(activation(2))),
                4, List.of(new Step.SwapIn(activation(2))),
                5, List.of(new Step.SwapIn(activation(1)))));
    assertEquals(
        List.of(activation(2), activation(1)),
        moved(steps).stream().map(PlannedMoves.Moved::block).toList());
  }
}
