package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.api.net.NetParam;
import java.util.ArrayList;
import java.util.List;

/** The weights of a solver's net, one array for each learnable parameter. */
final class SolverWeights {
  private SolverWeights() {}

  static List<float[]> of(Solver solver) {
    List<float[]> weights = new ArrayList<>();
    for (NetParam param : solver.net().learnableParameters()) {
      weights.add(solver.net().blob(param).data());
    }
    return weights;
  }

  /** Asserts that they have the same bits. */
  static void assertSame(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }
}
