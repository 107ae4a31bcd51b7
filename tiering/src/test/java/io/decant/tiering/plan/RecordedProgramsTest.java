package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans for programs and operators' times of a graphics processor, behind a link like its own. */
class RecordedProgramsTest {
  private static final boolean FULL = Boolean.getBoolean("decant.full");
  private static final int ALIGNMENT = 256;
  private static final LinkRates LINK = new LinkRates(53.59e9, 54.91e9, 92.3e9, 10.4e-6);

  /** What computes again whatever it can. */
  private static final HybridTuning RECOMPUTE =
      new HybridTuning(
          HybridTuning.DEFAULT.rounds(), 1, true, true, 1, HybridTuning.DEFAULT.headStart());

  private final RecordedProgram resnet = new RecordedProgram("resnet50_b64");
  private final RecordedProgram googlenet = new RecordedProgram("googlenet_b128");
  private final RecordedProgram caffenet = new RecordedProgram("caffenet_b256");
  private final RecordedProgram vgg = new RecordedProgram("vgg16_b64");

  @Test
  void noPlanIsWorseThanOneOfItsMeansAlone() {
    check(googlenet, FULL ? new double[] {3.3, 2, 1.7, 1.6, 1.5, 1.45} : new double[] {1.5});
    check(vgg, FULL ? new double[] {4, 3, 2, 1.7} : new double[] {3});
    check(resnet, FULL ? new double[] {5, 2.5, 1.25, 1, 0.9, 0.8} : new double[] {1.7});
  }

  private static void check(RecordedProgram recorded, double[] pools) {
    for (double pool : pools) {
      PlanForecast hybrid = plan(recorded, pool, HybridTuning.DEFAULT);
      PlanForecast swap = plan(recorded, pool, HybridTuning.SWAP_ONLY);
      PlanForecast recompute = plan(recorded, pool, RECOMPUTE);
      String message =
          pool + " GiB: hybrid " + hybrid + ", swap only " + swap + ", computing " + recompute;
      assertTrue(hybrid.seconds() <= swap.seconds(), message);
      assertTrue(hybrid.seconds() <= recompute.seconds(), message);
      assertTrue(swap.seconds() >= 0.999 * swap.lowerBoundSeconds(), message);
    }
  }

  @Test
  void holesCostSwappingLittle() {
    checkSwapping(googlenet, 2.5, 1.09);
    checkSwapping(googlenet, 1.7, 1.06);
    checkSwapping(resnet, 4, 1.12);
    checkSwapping(resnet, 2.5, 1.05);
    checkSwapping(vgg, 4, 1.06);
    checkSwapping(caffenet, 1.5, 1.02);
    if (FULL) {
      checkSwapping(googlenet, 3.3, 1.01);
      checkSwapping(googlenet, 1, 1.07);
      checkSwapping(resnet, 1.7, 1.06);
      checkSwapping(resnet, 1.25, 1.06);
      checkSwapping(resnet, 0.8, 1.09);
      checkSwapping(vgg, 3, 1.13);
      checkSwapping(vgg, 2, 1.15);
    }
  }

  private static void checkSwapping(RecordedProgram recorded, double pool, double most) {
    PlanForecast plan = plan(recorded, pool, HybridTuning.SWAP_ONLY);
    assertTrue(plan.seconds() <= most * plan.lowerBoundSeconds(), pool + " GiB: swap only " + plan);
  }

  @Test
  void whatOperatorsStillReadIsCopiedWhileTheLinkIsIdle() {
    List<Step> steps = wholePlan(caffenet, 1.5, HybridTuning.SWAP_ONLY).steps();
    int early = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.WriteBack back) {
        int away = steps.subList(i, steps.size()).indexOf(new Step.SwapOut(back.block()));
        assertTrue(away > 0, back + " is not followed by a swap-out");
        List<Step> between = steps.subList(i, i + away);
        early += between.stream().anyMatch(Step.Compute.class::isInstance) ? 1 : 0;
      }
    }
    assertTrue(early > 0, "nothing is copied before it leaves");
  }

  @Test
  void smallPoolsCostLessThanSwapping() {
    PlanForecast resnetPlan = plan(resnet, 1.25, HybridTuning.DEFAULT);
    assertTrue(resnetPlan.seconds() <= 1.3 * resnetPlan.computeSeconds(), resnetPlan.toString());
    PlanForecast googlenetPlan = plan(googlenet, 1.5, HybridTuning.DEFAULT);
    assertTrue(
        googlenetPlan.seconds() <= 1.4 * googlenetPlan.computeSeconds(), googlenetPlan.toString());
  }

  /** A copy that costs nothing while it hides costs more than computing where it does not. */
  @Test
  void whereCopiesSlowOperatorsDownFewerHideBehindThem() {
    PlanForecast free = plan(googlenet, 1.5, HybridTuning.DEFAULT);
    assertTrue(free.besideSeconds() > 0.3 * free.seconds(), free.toString());
    LinkRates contended = LINK.withContention(0.1);
    PlanForecast contending = wholePlan(googlenet, 1.5, HybridTuning.DEFAULT, contended).forecast();
    assertTrue(contending.besideSeconds() < 0.1 * contending.seconds(), contending.toString());
    assertTrue(contending.seconds() > free.seconds(), contending.toString());
    double both = free.seconds() + contended.contention() * free.besideSeconds();
    assertTrue(contending.seconds() < both, contending.toString());
  }

  @Test
  void whatWasComputedAgainIsDroppedAndComputedAgain() {
    Map<Integer, Integer> runs = new HashMap<>();
    for (Step step : wholePlan(resnet, 1.25, HybridTuning.DEFAULT).steps()) {
      if (step instanceof Step.Recompute again) {
        runs.merge(again.op(), 1, Integer::sum);
      }
    }
    assertTrue(runs.values().stream().anyMatch(times -> times > 1), runs.toString());
  }

  @Test
  void whatReadsWeightsInAnotherLayoutIsComputedAgainWithThem() {
    PlanForecast plan = plan(vgg, 3.6, HybridTuning.DEFAULT);
    assertEquals(0, plan.bytesIn(), plan.toString());
    assertTrue(plan.seconds() <= 1.15 * plan.computeSeconds(), plan.toString());
    Set<String> again = new HashSet<>();
    for (Step step : wholePlan(vgg, 3.6, HybridTuning.DEFAULT).steps()) {
      if (step instanceof Step.Recompute recompute) {
        ProgramOp op = vgg.program().ops().get(recompute.op()).op();
        again.add(op.layer() + " " + op.spec().name());
      }
    }
    assertTrue(again.containsAll(Set.of("conv1_2 Copy", "conv1_2 Convolution")), again.toString());
  }

  private static PlanForecast plan(
      RecordedProgram recorded, double gibibytes, HybridTuning tuning) {
    return wholePlan(recorded, gibibytes, tuning).forecast();
  }

  private static Plan wholePlan(RecordedProgram recorded, double gibibytes, HybridTuning tuning) {
    return wholePlan(recorded, gibibytes, tuning, LINK);
  }

  private static Plan wholePlan(
      RecordedProgram recorded, double gibibytes, HybridTuning tuning, LinkRates link) {
    long pool = (long) (gibibytes * (1L << 30)) / ALIGNMENT * ALIGNMENT;
    PlanRequest request =
        new PlanRequest(
            List.of(recorded.program()), List.of(pool), ALIGNMENT, link, recorded.times(), pool);
    return new HybridPlanner(LargeModelSupport.AUTO, tuning).plan(request).orElseThrow().get(0);
  }
}
