package io.decant.spi.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Parts the nodes of a graph in two such that the edges from the source's part to the sink's cost
 * least: by augmenting shortest paths. Source: Edmonds and Karp, JACM 1972. Not thread-safe.
 */
final class MinimumCut {
  static final int SOURCE = 0;
  static final int SINK = 1;

  /** The cost of an edge that is never cut. */
  static final long NEVER = Long.MAX_VALUE / 4;

  /** Edges from each node; an edge's reverse is the one whose number differs in the last bit. */
  private final List<List<Integer>> from = new ArrayList<>();

  private final List<Integer> to = new ArrayList<>();
  private final List<Long> left = new ArrayList<>();

  /** Creates a graph of source and sink. */
  MinimumCut() {
    node();
    node();
  }

  /** Adds a node and returns its number. */
  int node() {
    from.add(new ArrayList<>());
    return from.size() - 1;
  }

  /** Adds an edge; it costs something where its begin is in the source's part, its end is not. */
  void edge(int begin, int end, long cost) {
    add(begin, end, cost);
    add(end, begin, 0);
  }

  private void add(int begin, int end, long capacity) {
    from.get(begin).add(to.size());
    to.add(end);
    left.add(capacity);
  }

  /** Returns the smallest part of the source that costs least. Called once. */
  BitSet sourcePart() {
    int[] arrivals = new int[from.size()];
    while (search(arrivals)) {
      long least = NEVER;
      for (int node = SINK; node != SOURCE; node = to.get(arrivals[node] ^ 1)) {
        least = Math.min(least, left.get(arrivals[node]));
      }
      for (int node = SINK; node != SOURCE; node = to.get(arrivals[node] ^ 1)) {
        left.set(arrivals[node], left.get(arrivals[node]) - least);
        left.set(arrivals[node] ^ 1, left.get(arrivals[node] ^ 1) + least);
      }
    }
    BitSet part = new BitSet();
    part.set(SOURCE);
    for (int node = 0; node < arrivals.length; node++) {
      part.set(node, node == SOURCE || arrivals[node] >= 0);
    }
    return part;
  }

  /** Finds a shortest path; notes by which edge each node that can be reached was reached. */
  private boolean search(int[] arrivals) {
    Arrays.fill(arrivals, -1);
    ArrayDeque<Integer> next = new ArrayDeque<>(List.of(SOURCE));
    while (!next.isEmpty() && arrivals[SINK] < 0) {
      for (int edge : from.get(next.remove())) {
        int end = to.get(edge);
        if (left.get(edge) > 0 && end != SOURCE && arrivals[end] < 0) {
          arrivals[end] = edge;
          next.add(end);
        }
      }
    }
    return arrivals[SINK] >= 0;
  }
}
