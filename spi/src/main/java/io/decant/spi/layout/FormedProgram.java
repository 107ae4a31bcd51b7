package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Intent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program, which of its operators have forms with channels last, and which of its blocks are
 * images in these.
 */
final class FormedProgram {
  private final Program program;
  private final Map<Block, ChannelExtents> extents = new HashMap<>();
  private final List<Optional<Form>> forms = new ArrayList<>();

  /** Blocks that are looked at before they are written. */
  private final Set<Block> defined = new HashSet<>();

  /** Works out what there is: convolutions tell about blocks, and so do forms found by that. */
  FormedProgram(Program program) {
    this.program = program;
    int before = -1;
    while (extents.size() > before) {
      before = extents.size();
      program.ops().forEach(op -> Forms.of(op, extents).ifPresent(form -> note(op, form)));
    }
    for (ProgramOp op : program.ops()) {
      forms.add(Forms.of(op, extents).filter(form -> fits(op, form)));
    }
    noteDefined();
  }

  private void noteDefined() {
    Set<Block> touched = new HashSet<>();
    for (ProgramOp op : program.ops()) {
      for (int i = 0; i < op.operands().size(); i++) {
        Block block = op.operands().get(i).block();
        if (!touched.contains(block) && op.spec().operands().get(i).intent().reads()) {
          defined.add(block);
        }
      }
      op.operands().forEach(region -> touched.add(region.block()));
    }
  }

  private void note(ProgramOp op, Form form) {
    for (int i = 0; i < form.placements().size(); i++) {
      Block block = op.operands().get(i).block();
      form.placements().get(i).ifPresent(place -> extents.putIfAbsent(block, place.extents()));
    }
  }

  /** Returns whether a form sees its blocks as all others do, and each block in one way. */
  private boolean fits(ProgramOp op, Form form) {
    Set<Block> placed = new HashSet<>();
    Set<Block> others = new HashSet<>();
    for (int i = 0; i < form.placements().size(); i++) {
      Region region = op.operands().get(i);
      Optional<Placement> place = form.placements().get(i);
      if (place.isPresent() && !agrees(region, place.get())) {
        return false;
      }
      (place.isPresent() ? placed : others).add(region.block());
    }
    return Collections.disjoint(placed, others);
  }

  private boolean agrees(Region region, Placement place) {
    ChannelExtents known = extents.get(region.block());
    return known != null
        && known.equals(place.extents())
        && known.count() * Float.BYTES <= region.block().bytes()
        && (Placement.isWhole(region, known) || region.tensor().shape().count() < known.count());
  }

  Program program() {
    return program;
  }

  int size() {
    return forms.size();
  }

  ProgramOp op(int op) {
    return program.ops().get(op);
  }

  /** Returns an operator's form with channels last, if it has one. */
  Optional<Form> form(int op) {
    return forms.get(op);
  }

  /** Returns the extents of a block of images. */
  ChannelExtents extents(Block block) {
    ChannelExtents known = extents.get(block);
    if (known == null) {
      throw new IllegalArgumentException(block + " is no block of images");
    }
    return known;
  }

  /** Returns whether the order of a block's elements depends on the layout. */
  boolean isReordered(Block block) {
    ChannelExtents known = extents.get(block);
    return known != null && !known.isSameInBoth();
  }

  /** Returns what an operator does with blocks whose order depends on the layout. */
  Collection<BlockUse> uses(int index) {
    ProgramOp op = op(index);
    Map<Block, BlockUse> uses = new LinkedHashMap<>();
    for (int i = 0; i < op.operands().size(); i++) {
      Region region = op.operands().get(i);
      if (isReordered(region.block())) {
        Intent intent = op.spec().operands().get(i).intent();
        int operand = i;
        boolean placed =
            form(index).filter(form -> form.placements().get(operand).isPresent()).isPresent();
        boolean whole = Placement.isWhole(region, extents(region.block()));
        BlockUse use =
            new BlockUse(
                region.block(),
                placed,
                intent.reads() || (intent.writes() && !whole),
                intent.writes());
        uses.merge(region.block(), use, BlockUse::and);
      }
    }
    return uses.values();
  }

  /**
   * Returns whether somebody may look at a block, or change it, before and behind each layer's part
   * of a pass: it has channels first there.
   */
  boolean isVisible(Block block) {
    return block.persistent() || program.retained().contains(block);
  }

  /** Returns whether a block has contents, channels first, before the program runs. */
  boolean isDefinedBefore(Block block) {
    return block.persistent() || defined.contains(block);
  }

  /** Returns whether an operator is the last of its layer's part of a pass. */
  boolean isLastOfPart(int index) {
    return index == size() - 1
        || !op(index).layer().equals(op(index + 1).layer())
        || op(index).direction() != op(index + 1).direction();
  }
}
