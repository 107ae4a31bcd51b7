package io.decant.spi.run;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.WindowOf;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Part;
import io.decant.spi.op.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An operator cut into tiles. Blocks that every tile has all of stay in one piece; of the others,
 * each tile has windows.
 */
final class OpCut {
  /** Rows that are copied one by one at some nanoseconds each. */
  private static final long MANY_ROWS = 1 << 17;

  private static final long SHORT_ROW_BYTES = 512;

  private final ProgramOp op;
  private final String axes;
  private final List<Tile> tiles;
  private final Set<Block> cut = new HashSet<>();

  /**
   * Cuts.
   *
   * @param axes names of the axes, for people
   * @param tiles the tiles in order
   */
  OpCut(ProgramOp op, String axes, List<Tile> tiles) {
    this.op = op;
    this.axes = axes;
    this.tiles = List.copyOf(tiles);
    for (int i = 0; i < op.operands().size(); i++) {
      Region region = op.operands().get(i);
      Part whole = Part.whole(region.tensor());
      int operand = i;
      if (!region.isWhole()
          || tiles.stream().anyMatch(tile -> !tile.parts().get(operand).equals(whole))) {
        cut.add(region.block());
      }
    }
  }

  /** Returns the names of the axes along which the operator is cut. */
  String axes() {
    return axes;
  }

  int tiles() {
    return tiles.size();
  }

  /** Returns the smaller operators, each once. */
  Set<OpSpec> specs() {
    return tiles.stream().map(Tile::spec).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Returns whether the blocks of every tile fit.
   *
   * @param workspace the bytes that a smaller operator needs besides its operands
   */
  boolean fits(PoolCapacity capacity, ToLongFunction<OpSpec> workspace) {
    return tiles.stream()
        .allMatch(
            tile ->
                capacity.holds(
                    Stream.concat(
                            blocks(tile), LongStream.of(workspace.applyAsLong(tile.spec())).boxed())
                        .toList()));
  }

  /** Returns whether windows are so many short rows that copying them would take far too long. */
  boolean isScattered() {
    for (Tile tile : tiles) {
      for (int i = 0; i < tile.parts().size(); i++) {
        WindowOf window = window(tile, i);
        if (cut.contains(window.parent())
            && window.rows() > MANY_ROWS
            && window.rowBytes() < SHORT_ROW_BYTES) {
          return true;
        }
      }
    }
    return false;
  }

  private Stream<Long> blocks(Tile tile) {
    Set<Object> blocks = new LinkedHashSet<>();
    for (int i = 0; i < tile.parts().size(); i++) {
      Block block = op.operands().get(i).block();
      blocks.add(cut.contains(block) ? window(tile, i) : block);
    }
    return blocks.stream()
        .map(block -> block instanceof WindowOf window ? window.bytes() : ((Block) block).bytes());
  }

  /** Returns the tiles as operators over windows, in order. */
  List<ProgramOp> ops() {
    Map<WindowOf, Block> windows = new HashMap<>();
    List<ProgramOp> ops = new ArrayList<>();
    for (Tile tile : tiles) {
      List<Region> operands = new ArrayList<>();
      for (int i = 0; i < tile.parts().size(); i++) {
        Block block = op.operands().get(i).block();
        if (cut.contains(block)) {
          block = windows.computeIfAbsent(window(tile, i), Block::windowOf);
        }
        operands.add(new Region(block, 0, tile.spec().operands().get(i).tensor()));
      }
      ops.add(new ProgramOp(tile.spec(), operands, op.layer(), op.direction()));
    }
    return ops;
  }

  /** Returns the blocks that the tiles overwrite together and do not read. */
  Set<Block> overwritten() {
    Map<Block, Set<WindowOf>> written = new HashMap<>();
    Set<Block> read = new HashSet<>();
    for (Tile tile : tiles) {
      for (int i = 0; i < tile.parts().size(); i++) {
        WindowOf window = window(tile, i);
        Intent intent = tile.spec().operands().get(i).intent();
        if (intent == Intent.WRITE) {
          written.computeIfAbsent(window.parent(), key -> new HashSet<>()).add(window);
        } else if (tile == tiles.get(0)
            || !written.getOrDefault(window.parent(), Set.of()).contains(window)) {
          read.add(window.parent());
        }
      }
    }
    return written.entrySet().stream()
        .filter(entry -> cut.contains(entry.getKey()) && !read.contains(entry.getKey()))
        .filter(
            entry ->
                entry.getValue().stream().mapToLong(WindowOf::bytes).sum()
                    == entry.getKey().bytes())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private WindowOf window(Tile tile, int operand) {
    Region region = op.operands().get(operand);
    Part part = tile.parts().get(operand);
    long bytes = region.tensor().type().bytes();
    return new WindowOf(
        region.block(),
        region.offset() + part.offset() * bytes,
        part.rows(),
        part.rowElements() * bytes,
        part.pitch() * bytes);
  }
}
