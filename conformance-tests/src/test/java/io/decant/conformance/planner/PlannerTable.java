package io.decant.conformance.planner;

import java.util.Locale;

/** Prints what planners come to; {@code benchmarks/planner.sh} runs it. */
final class PlannerTable {
  private PlannerTable() {}

  /** Takes names of nets with commas, and how many times faster operators are than recorded. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("give nets, and how much faster operators are");
    }
    for (String net : arguments[0].split(",", -1)) {
      for (int pools : new int[] {2, 3, 5}) {
        PlannerCase subject =
            new PlannerCase(
                BenchmarkNet.valueOf(net.toUpperCase(Locale.ROOT)),
                pools,
                Double.parseDouble(arguments[1]));
        System.out.println(subject.run());
      }
    }
  }
}
