package io.decant.spi.rewrite;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who writes and who reads what the operators of a program leave in blocks. Operators are named by
 * their index.
 */
final class Contents {
  private final Program program;
  private final Map<Block, List<Integer>> uses = new HashMap<>();

  Contents(Program program) {
    this.program = program;
    for (int op = 0; op < program.ops().size(); op++) {
      for (Block block : touched(op)) {
        uses.computeIfAbsent(block, key -> new ArrayList<>()).add(op);
      }
    }
  }

  Program program() {
    return program;
  }

  ProgramOp op(int op) {
    return program.ops().get(op);
  }

  /** Returns a region of an operator. */
  Region region(int op, int operand) {
    return op(op).operands().get(operand);
  }

  /** Returns the operators that look at what one has left in a block, until that is replaced. */
  List<Integer> readers(int op, Block block) {
    List<Integer> readers = new ArrayList<>();
    for (int user : uses.getOrDefault(block, List.of())) {
      if (user > op) {
        if (!replaces(user, block)) {
          readers.add(user);
        } else {
          if (reads(user, block)) {
            readers.add(user);
          }
          break;
        }
      }
    }
    return readers;
  }

  /**
   * Returns whether these are all that look at what an operator has left in a block: nobody else in
   * the program, and nobody behind it.
   */
  boolean isReadOnlyBy(int op, Region region, Collection<Integer> readers) {
    Block block = region.block();
    return region.isWhole() && readers.containsAll(readers(op, block)) && !outlives(op, block);
  }

  private boolean outlives(int op, Block block) {
    boolean replaced =
        uses.getOrDefault(block, List.of()).stream()
            .anyMatch(user -> user > op && replaces(user, block));
    return !replaced && (block.persistent() || program.retained().contains(block));
  }

  /** Returns the next operator behind one that touches a block; -1 where there is none. */
  int user(int op, Block block) {
    return uses.getOrDefault(block, List.of()).stream()
        .filter(user -> user > op)
        .findFirst()
        .orElse(-1);
  }

  /** Returns the last operator before one that writes to a block; -1 where there is none. */
  int writer(int op, Block block) {
    int writer = -1;
    for (int user : uses.getOrDefault(block, List.of())) {
      if (user < op && writes(user, block)) {
        writer = user;
      }
    }
    return writer;
  }

  /** Returns whether any operator between two, excluding both, writes to a block. */
  boolean isWrittenBetween(int from, int to, Block block) {
    return uses.getOrDefault(block, List.of()).stream()
        .anyMatch(user -> user > from && user < to && writes(user, block));
  }

  /**
   * Returns whether operators can do what they do at the place of one of them, while the others
   * stay where they are: in the order of the program, and where each layer runs for itself.
   *
   * @param at the place
   * @param layerOf the operator whose layer and direction count
   */
  boolean canMeet(Collection<Integer> members, int at, int layerOf) {
    for (int member : members) {
      if (conflicts(members, member, at, false) || conflicts(members, member, layerOf, true)) {
        return false;
      }
    }
    return true;
  }

  private boolean conflicts(Collection<Integer> members, int member, int at, boolean byLayer) {
    for (int other = Math.min(member, at) + 1; other < Math.max(member, at); other++) {
      boolean runs = !byLayer || op(other).direction() != Direction.UPDATE;
      if (runs && !members.contains(other) && conflict(member, other)) {
        return true;
      }
    }
    return false;
  }

  private boolean conflict(int a, int b) {
    Set<Block> shared = new HashSet<>(touched(a));
    shared.retainAll(touched(b));
    return shared.stream().anyMatch(block -> writes(a, block) || writes(b, block));
  }

  private Set<Block> touched(int op) {
    Set<Block> blocks = new HashSet<>();
    op(op).operands().forEach(region -> blocks.add(region.block()));
    return blocks;
  }

  private boolean reads(int op, Block block) {
    return does(op, block, Intent::reads, false);
  }

  private boolean writes(int op, Block block) {
    return does(op, block, Intent::writes, false);
  }

  private boolean replaces(int op, Block block) {
    return does(op, block, intent -> intent == Intent.WRITE, true);
  }

  private boolean does(int op, Block block, Predicate<Intent> what, boolean whole) {
    for (int i = 0; i < op(op).operands().size(); i++) {
      Region region = region(op, i);
      if (region.block() == block
          && what.test(op(op).spec().operands().get(i).intent())
          && (!whole || region.isWhole())) {
        return true;
      }
    }
    return false;
  }

  /** Returns an operator over regions, whose geometry becomes that of its operands. */
  static ProgramOp place(OpSpec spec, List<Region> regions, ProgramOp like) {
    List<Region> operands = new ArrayList<>(regions.size());
    for (int i = 0; i < regions.size(); i++) {
      Region region = regions.get(i);
      operands.add(new Region(region.block(), region.offset(), spec.operands().get(i).tensor()));
    }
    return new ProgramOp(spec, operands, like.layer(), like.direction());
  }

  /** Returns whether two regions are the same elements in the same order. */
  static boolean same(@Nullable Region a, @Nullable Region b) {
    return a != null
        && b != null
        && a.block() == b.block()
        && a.offset() == b.offset()
        && a.tensor().isDense()
        && b.tensor().isDense()
        && a.tensor().shape().count() == b.tensor().shape().count()
        && a.tensor().type() == b.tensor().type();
  }
}
