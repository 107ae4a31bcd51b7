package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a program some of whose operators have channels last. Each block of images has a second
 * one with channels last; what is needed in the other one is converted there before its first use.
 */
final class LayoutWriter {
  private final FormedProgram program;
  private final BitSet last;
  private final ReorderedBlocks reordered;
  private final List<ProgramOp> ops = new ArrayList<>();

  /** In which layouts a block holds what it should. */
  private final Map<Block, EnumSet<Layout>> valid = new LinkedHashMap<>();

  /**
   * Starts.
   *
   * @param last the operators with channels last
   */
  LayoutWriter(FormedProgram program, BitSet last, ReorderedBlocks reordered) {
    this.program = program;
    this.last = last;
    this.reordered = reordered;
  }

  /** Returns the program. */
  Program write() {
    for (int op = 0; op < program.size(); op++) {
      add(op);
      if (program.isLastOfPart(op)) {
        showVisible(op);
      }
    }
    return program.program().withOps(ops, moved());
  }

  private void add(int op) {
    Layout layout = last.get(op) ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
    for (BlockUse use : program.uses(op)) {
      if (use.reads()) {
        provide(use.block(), use.placed() ? layout : Layout.CHANNELS_FIRST, op);
      }
    }
    ops.add(layout == Layout.CHANNELS_LAST ? withChannelsLast(op) : program.op(op));
    for (BlockUse use : program.uses(op)) {
      if (use.writes()) {
        valid.put(use.block(), EnumSet.of(use.placed() ? layout : Layout.CHANNELS_FIRST));
      }
    }
  }

  private EnumSet<Layout> valid(Block block) {
    return valid.computeIfAbsent(
        block,
        key ->
            program.isDefinedBefore(key)
                ? EnumSet.of(Layout.CHANNELS_FIRST)
                : EnumSet.noneOf(Layout.class));
  }

  /** Converts a block's contents where they are needed in the other layout. */
  private void provide(Block block, Layout layout, int op) {
    EnumSet<Layout> known = valid(block);
    if (!known.contains(layout) && !known.isEmpty()) {
      Layout from = known.iterator().next();
      Copy copy = program.extents(block).conversion(from, layout);
      ops.add(
          new ProgramOp(
              copy,
              List.of(
                  new Region(block(block, from), 0, copy.x()),
                  new Region(block(block, layout), 0, copy.y())),
              program.op(op).layer(),
              program.op(op).direction()));
      known.add(layout);
    }
  }

  private Block block(Block first, Layout layout) {
    return layout == Layout.CHANNELS_LAST ? reordered.of(first) : first;
  }

  private ProgramOp withChannelsLast(int index) {
    ProgramOp op = program.op(index);
    Form form = program.form(index).orElseThrow();
    List<Region> operands = new ArrayList<>();
    for (int i = 0; i < op.operands().size(); i++) {
      Region region = op.operands().get(i);
      operands.add(
          form.placements().get(i).isPresent()
              ? place(region, form, i, form.placements().get(i).get())
              : region);
    }
    return new ProgramOp(form.spec(), operands, op.layer(), op.direction());
  }

  private Region place(Region region, Form form, int operand, Placement place) {
    Block block =
        program.isReordered(region.block()) ? reordered.of(region.block()) : region.block();
    return new Region(
        block, place.offset() * Float.BYTES, form.spec().operands().get(operand).tensor());
  }

  /** Behind each layer's part of a pass, visible blocks have channels first, and may change. */
  private void showVisible(int op) {
    valid.forEach(
        (block, layouts) -> {
          if (program.isVisible(block) && !layouts.isEmpty()) {
            provide(block, Layout.CHANNELS_FIRST, op);
            layouts.remove(Layout.CHANNELS_LAST);
          }
        });
  }

  /** Returns the blocks that no operator touches any more, and where their contents are. */
  private Map<Block, Block> moved() {
    Set<Block> touched = new HashSet<>();
    ops.forEach(op -> op.operands().forEach(region -> touched.add(region.block())));
    Map<Block, Block> moved = new HashMap<>();
    for (ProgramOp op : program.program().ops()) {
      for (Region region : op.operands()) {
        if (program.isReordered(region.block()) && !touched.contains(region.block())) {
          moved.put(region.block(), reordered.of(region.block()));
        }
      }
    }
    return moved;
  }
}
