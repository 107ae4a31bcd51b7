package io.decant.spi.memory;

import io.decant.spi.op.Cost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program in which every operator has its executable and its workspace is a block.
 *
 * @param program what it was made from
 * @param ops operators in order
 */
public record LoweredProgram(Program program, List<LoweredOp> ops) {
  /** Copies the list. */
  public LoweredProgram {
    ops = List.copyOf(ops);
  }

  /**
   * Returns every block that an operator touches, on the device or through windows, and the
   * windows; in the order of first use.
   */
  public Set<Block> blocks() {
    Set<Block> blocks = new LinkedHashSet<>();
    for (LoweredOp op : ops) {
      op.parents().forEach(access -> blocks.add(access.block()));
      op.accesses().forEach(access -> blocks.add(access.block()));
    }
    return blocks;
  }

  /** Returns whether some operators are tiles of others. */
  public boolean isTiled() {
    return ops.stream().anyMatch(op -> !op.parents().isEmpty());
  }

  /** Returns the indices of the operators of a direction, in order. */
  public List<Integer> indices(Direction direction) {
    return select(null, direction);
  }

  /** Returns the indices of the operators of a layer and direction, in order. */
  public List<Integer> indices(String layer, Direction direction) {
    return select(layer, direction);
  }

  /** Returns the work that the device has with a layer's operators of a direction. */
  public Cost cost(String layer, Direction direction) {
    Cost sum = new Cost(0, 0);
    for (int index : indices(layer, direction)) {
      LoweredOp op = ops.get(index);
      sum = op.executable() == null ? sum : sum.plus(op.op().spec().cost());
    }
    return sum;
  }

  private List<Integer> select(@Nullable String layer, Direction direction) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < ops.size(); i++) {
      ProgramOp op = ops.get(i).op();
      if (op.direction() == direction && (layer == null || op.layer().equals(layer))) {
        indices.add(i);
      }
    }
    return indices;
  }
}
