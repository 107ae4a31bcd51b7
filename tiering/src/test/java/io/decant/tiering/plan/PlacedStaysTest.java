package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The lowest free addresses are those that comparing every pair of stays finds. */
class PlacedStaysTest {
  private static final int OPS = 100;

  private final Random random = new Random(3);

  @Test
  void eachStayGetsTheLowestAddressThatNoOtherHasMeanwhile() {
    for (int trial = 0; trial < 50; trial++) {
      List<Stay> stays = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        stays.add(stay("block " + i));
      }
      long most = stays.stream().mapToLong(Stay::bytes).sum();
      assertTrue(new AddressPacking(OPS, new long[] {most}).place(stays));
      List<Stay> placed = new ArrayList<>();
      List<Stay> inOrder = new ArrayList<>(stays);
      inOrder.sort(
          Comparator.comparing((Stay stay) -> stay.spans().size() < 2)
              .thenComparing(Comparator.comparingLong(Stay::bytes).reversed())
              .thenComparingInt(Stay::first));
      for (Stay stay : inOrder) {
        assertEquals(lowest(stay, placed), stay.address(), "trial " + trial);
        placed.add(stay);
      }
    }
  }

  private Stay stay(String name) {
    long bytes = 64L * (1 + random.nextInt(6));
    Block block = new Block(name, bytes, BlockRole.ACTIVATION, false);
    BlockLife life =
        new BlockLife(block, bytes, List.of(), false, false, BlockLife.Boundary.FREE, OPS);
    int first = random.nextInt(OPS);
    int last = Math.min(OPS, first + random.nextInt(30));
    if (first > 40 && random.nextInt(4) == 0) {
      return Stay.of(life, List.of(new Span(0, random.nextInt(40)), new Span(first, OPS)));
    }
    return Stay.of(life, List.of(new Span(first, last)));
  }

  private static long lowest(Stay stay, List<Stay> placed) {
    long address = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Stay other : placed) {
        if (meet(stay, other)
            && address < other.end()
            && other.address() < address + stay.bytes()) {
          address = other.end();
          moved = true;
        }
      }
    }
    return address;
  }

  private static boolean meet(Stay one, Stay other) {
    return one.spans().stream()
        .anyMatch(
            a ->
                other.spans().stream()
                    .anyMatch(b -> a.first() <= b.last() && b.first() <= a.last()));
  }
}
