package io.decant.spi.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinimumCutTest {
  @Test
  void tiesBelongToTheSink() {
    MinimumCut graph = new MinimumCut();
    int node = graph.node();
    graph.edge(MinimumCut.SOURCE, node, 3);
    graph.edge(node, MinimumCut.SINK, 3);
    int other = graph.node();
    graph.edge(MinimumCut.SOURCE, other, 4);
    graph.edge(other, MinimumCut.SINK, 3);
    BitSet part = graph.sourcePart();
    assertEquals(false, part.get(node));
    assertEquals(true, part.get(other));
    assertEquals(false, part.get(MinimumCut.SINK));
  }

  @Test
  void costsTheLeastOfAllParts() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int nodes = 2 + random.nextInt(7);
      long[][] costs = new long[nodes][nodes];
      MinimumCut graph = new MinimumCut();
      for (int node = 2; node < nodes; node++) {
        graph.node();
      }
      for (int edge = 0; edge < 3 * nodes; edge++) {
        int begin = random.nextInt(nodes);
        int end = random.nextInt(nodes);
        int cost = random.nextInt(10);
        costs[begin][end] += cost;
        graph.edge(begin, end, cost);
      }
      long least = Long.MAX_VALUE;
      for (int bits = 0; bits < 1 << nodes; bits++) {
        BitSet part = BitSet.valueOf(new long[] {bits});
        if (part.get(MinimumCut.SOURCE) && !part.get(MinimumCut.SINK)) {
          least = Math.min(least, cost(costs, part));
        }
      }
      assertEquals(least, cost(costs, graph.sourcePart()), "trial " + trial);
    }
  }

  private static long cost(long[][] costs, BitSet part) {
    long sum = 0;
    for (int begin = 0; begin < costs.length; begin++) {
      for (int end = 0; end < costs.length; end++) {
        sum += part.get(begin) && !part.get(end) ? costs[begin][end] : 0;
      }
    }
    return sum;
  }
}
