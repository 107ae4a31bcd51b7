package io.decant.api.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScratchLayoutTest {
  private static final int ALIGNMENT = 64;

  @Test
  void blocksAliveTogetherNeverOverlap() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      List<Block> blocks = new ArrayList<>();
      TreeMap<Integer, List<BlockAccess>> ops = new TreeMap<>();
      int[] first = new int[20];
      int[] last = new int[20];
      for (int i = 0; i < 20; i++) {
        Block block = new Block("t" + i, 1 + random.nextInt(500), BlockRole.WORKSPACE, false);
        blocks.add(block);
        first[i] = random.nextInt(30);
        last[i] = first[i] + random.nextInt(5);
        for (int op = first[i]; op <= last[i]; op++) {
          ops.computeIfAbsent(op, key -> new ArrayList<>())
              .add(new BlockAccess(block, false, true, op == last[i]));
        }
      }
      ScratchLayout layout = new ScratchLayout(program(ops), ALIGNMENT);
      Map<Block, Long> offsets = layout.offsets();
      for (int i = 0; i < 20; i++) {
        long start = offsets.get(blocks.get(i));
        assertEquals(0, start % ALIGNMENT);
        assertTrue(start + blocks.get(i).bytes() <= layout.bytes());
        for (int j = 0; j < i; j++) {
          boolean together = first[i] <= last[j] && first[j] <= last[i];
          long other = offsets.get(blocks.get(j));
          boolean apart =
              start + blocks.get(i).bytes() <= other || other + blocks.get(j).bytes() <= start;
          assertTrue(apart || !together, i + " and " + j + " overlap");
        }
      }
    }
  }

  @Test
  void blocksOneAfterAnotherShareTheArena() {
    TreeMap<Integer, List<BlockAccess>> ops = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      Block block = new Block("t" + i, 1000, BlockRole.WORKSPACE, false);
      ops.put(i, List.of(new BlockAccess(block, false, true, true)));
    }
    assertEquals(1024, new ScratchLayout(program(ops), ALIGNMENT).bytes());
  }

  private static LoweredProgram program(SortedMap<Integer, List<BlockAccess>> ops) {
    ProgramOp op = new ProgramOp(new Fill(0, 0), List.of(), "layer", Direction.FORWARD);
    List<LoweredOp> lowered =
        ops.values().stream().map(accesses -> new LoweredOp(op, null, null, accesses)).toList();
    return new LoweredProgram(new ProgramBuilder("test").build(), lowered);
  }
}
