package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ProductOp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Chooses which operators get channels last, such that products and conversions together take the
 * least time: a minimum cut between operators with channels last, the source's, and channels first,
 * the sink's. What a block holds between two writes is converted at most once in each direction.
 */
final class LayoutChoice {
  /** What one operator has left in a block, and who looks at it. */
  private record Content(int writer, List<Integer> readers) {}

  private final FormedProgram program;
  private final LayoutCosts costs;
  private final MinimumCut graph = new MinimumCut();
  private final Map<Block, Content> current = new LinkedHashMap<>();
  private final int[] nodes;

  private LayoutChoice(FormedProgram program, LayoutCosts costs) {
    this.program = program;
    this.costs = costs;
    this.nodes = new int[program.size()];
  }

  /** Returns all operators that have a form with channels last. */
  static BitSet everywhere(FormedProgram program) {
    BitSet all = new BitSet();
    for (int op = 0; op < program.size(); op++) {
      all.set(op, program.form(op).isPresent());
    }
    return all;
  }

  /** Returns the operators with channels last. */
  static BitSet cheapest(FormedProgram program, LayoutCosts costs) {
    return new LayoutChoice(program, costs).choose();
  }

  private BitSet choose() {
    boolean gains = false;
    for (int op = 0; op < nodes.length; op++) {
      nodes[op] = program.form(op).isPresent() ? graph.node() : MinimumCut.SINK;
      gains |= program.form(op).isPresent() && addGain(op);
    }
    BitSet chosen = new BitSet();
    if (!gains) {
      return chosen;
    }
    for (int op = 0; op < nodes.length; op++) {
      addUses(op);
    }
    current.forEach(this::close);
    BitSet part = graph.sourcePart();
    for (int op = 0; op < nodes.length; op++) {
      chosen.set(op, part.get(nodes[op]));
    }
    return chosen;
  }

  /** Adds what an operator costs more in one layout; returns whether channels last are faster. */
  private boolean addGain(int op) {
    OpSpec first = program.op(op).spec();
    OptionalLong timeFirst = first instanceof ProductOp ? costs.time(first) : OptionalLong.empty();
    if (timeFirst.isEmpty()) {
      return false;
    }
    OptionalLong timeLast = costs.time(program.form(op).orElseThrow().spec());
    if (timeLast.isEmpty()) {
      return false;
    }
    long gain = timeFirst.getAsLong() - timeLast.getAsLong();
    if (gain > 0) {
      graph.edge(MinimumCut.SOURCE, nodes[op], gain);
    } else {
      graph.edge(nodes[op], MinimumCut.SINK, -gain);
    }
    return gain > 0;
  }

  private void addUses(int op) {
    for (BlockUse use : program.uses(op)) {
      Block block = use.block();
      int node = use.placed() ? nodes[op] : MinimumCut.SINK;
      if (program.isDefinedBefore(block)) {
        current.computeIfAbsent(block, key -> content(MinimumCut.SINK));
      }
      Content old = current.get(block);
      if (old != null && use.reads()) {
        old.readers.add(node);
      }
      if (use.writes()) {
        if (old != null) {
          close(block, old);
        }
        current.put(block, content(node));
      }
    }
    if (program.isLastOfPart(op)) {
      showVisible();
    }
  }

  /** Whoever looks at blocks between parts of a pass sees channels first. */
  private void showVisible() {
    for (Map.Entry<Block, Content> entry : current.entrySet()) {
      if (program.isVisible(entry.getKey())) {
        entry.getValue().readers.add(MinimumCut.SINK);
        close(entry.getKey(), entry.getValue());
        entry.setValue(content(MinimumCut.SINK));
      }
    }
  }

  private static Content content(int writer) {
    return new Content(writer, new ArrayList<>());
  }

  /** Adds the conversions of a content whose readers are all known. */
  private void close(Block block, Content content) {
    ChannelExtents extents = program.extents(block);
    if (content.readers.stream().anyMatch(reader -> reader != MinimumCut.SINK)) {
      int anyLast = graph.node();
      content.readers.forEach(reader -> graph.edge(reader, anyLast, MinimumCut.NEVER));
      graph.edge(anyLast, content.writer, cost(extents, Layout.CHANNELS_LAST));
    }
    if (content.writer != MinimumCut.SINK) {
      int allLast = graph.node();
      content.readers.forEach(reader -> graph.edge(allLast, reader, MinimumCut.NEVER));
      graph.edge(content.writer, allLast, cost(extents, Layout.CHANNELS_FIRST));
    }
  }

  private long cost(ChannelExtents extents, Layout to) {
    return costs.conversion(extents, to).orElse(MinimumCut.NEVER);
  }
}
