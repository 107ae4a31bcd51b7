package io.decant.conformance.planner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Planned runs take, in virtual time, about what is possible. Operators take the times that were
 * recorded on the CPU, or a fiftieth of them, as on a graphics processor.
 */
class PlannerSpeedTest {
  private static final boolean FULL = Boolean.getBoolean("decant.full");

  static List<PlannerCase> cases() {
    List<PlannerCase> cases = new ArrayList<>();
    cases.add(new PlannerCase(BenchmarkNet.LENET, 2, 1));
    cases.add(new PlannerCase(BenchmarkNet.LENET, 3, 1));
    cases.add(new PlannerCase(BenchmarkNet.CAFFENET, 3, 1));
    cases.add(new PlannerCase(BenchmarkNet.CAFFENET, 3, 50));
    if (FULL) {
      cases.add(new PlannerCase(BenchmarkNet.LENET, 5, 1));
      cases.add(new PlannerCase(BenchmarkNet.CAFFENET, 2, 1));
      cases.add(new PlannerCase(BenchmarkNet.CAFFENET, 5, 1));
      for (BenchmarkNet net :
          List.of(BenchmarkNet.GOOGLENET, BenchmarkNet.VGG16, BenchmarkNet.RESNET50)) {
        for (int pools : new int[] {2, 3, 5}) {
          cases.add(new PlannerCase(net, pools, 1));
        }
      }
      cases.add(new PlannerCase(BenchmarkNet.RESNET50, 3, 50));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plansAreCloseToWhatIsPossible(PlannerCase subject) {
    PlannerCase.Result result = subject.run();
    String message = result.toString();
    assertTrue(result.hybrid().seconds() >= 0.999 * result.compute(), message);
    assertTrue(result.overBound() >= 0.999, message);
    assertTrue(result.overBound() <= 1.10, message);
    // where copies are waited for, operators that are slower than told hide behind them in part
    double slower = result.slowerThanTold();
    double atLeast = slower * result.partOfOperators();
    assertTrue(result.longerThanForecast() >= Math.min(atLeast, slower) - 0.05, message);
    assertTrue(result.longerThanForecast() <= Math.max(atLeast, slower) + 0.05, message);
    assertTrue(result.overGrid() <= 1.05, message);
    assertTrue(result.hybrid().seconds() <= 1.001 * result.lru().seconds(), message);
    ThrottledRun ibm = result.ibm();
    if (ibm != null && ibm.bytesIn() > 0) {
      double waiting = ibm.seconds() - result.compute();
      assertTrue(result.hybrid().seconds() - result.compute() <= waiting / 2, message);
    }
  }
}
