package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BestFitAllocatorTest {
  private static final int ALIGNMENT = 64;

  @Test
  void everyRandomSequenceBehavesLikeTheModel() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int units = 20 + random.nextInt(200);
      BestFitAllocator allocator = new BestFitAllocator(units * (long) ALIGNMENT + 63, ALIGNMENT);
      boolean[] taken = new boolean[units];
      TreeMap<Long, Integer> ranges = new TreeMap<>();
      for (int step = 0; step < 500; step++) {
        if (ranges.isEmpty() || random.nextInt(5) < 3) {
          long bytes = 1L + random.nextInt(12 * ALIGNMENT);
          int size = (int) ((bytes + ALIGNMENT - 1) / ALIGNMENT);
          long expected = bestHole(taken, size);
          assertEquals(expected < 0, allocator.bestHole(bytes) == BestFitAllocator.NONE);
          long offset = allocator.allocate(bytes);
          assertEquals(expected, offset < 0 ? -1 : offset / ALIGNMENT, "seed " + seed);
          if (offset >= 0) {
            assertEquals(0, offset % ALIGNMENT);
            mark(taken, (int) expected, size, true);
            ranges.put(offset, size);
          }
        } else {
          List<Long> offsets = new ArrayList<>(ranges.keySet());
          long offset = offsets.get(random.nextInt(offsets.size()));
          allocator.free(offset);
          mark(taken, (int) (offset / ALIGNMENT), ranges.remove(offset), false);
        }
      }
      ranges.keySet().forEach(allocator::free);
      assertEquals(0, allocator.allocate(units * (long) ALIGNMENT), "everything is one hole again");
    }
  }

  @Test
  void refusesWhatWasNotTaken() {
    BestFitAllocator allocator = new BestFitAllocator(1024, ALIGNMENT);
    long offset = allocator.allocate(100);
    assertThrows(IllegalStateException.class, () -> allocator.free(offset + ALIGNMENT));
    allocator.free(offset);
    assertThrows(IllegalStateException.class, () -> allocator.free(offset));
    assertThrows(IllegalArgumentException.class, () -> allocator.allocate(0));
  }

  @Test
  void leavesTheLargeHoleForLargeRequests() {
    BestFitAllocator allocator = new BestFitAllocator(10 * 64, ALIGNMENT);
    long small = allocator.allocate(2 * 64);
    long between = allocator.allocate(64);
    allocator.free(small);
    assertEquals(small, allocator.allocate(64));
    assertEquals(between + 64, allocator.allocate(7 * 64));
    assertNotEquals(BestFitAllocator.NONE, allocator.allocate(1));
    assertEquals(BestFitAllocator.NONE, allocator.allocate(1));
  }

  @Test
  void memoryBelowTheAlignmentHasNoRoom() {
    BestFitAllocator allocator = new BestFitAllocator(63, ALIGNMENT);
    assertEquals(BestFitAllocator.NONE, allocator.allocate(1));
    assertEquals(BestFitAllocator.NONE, allocator.bestHole(1));
  }

  /** Returns the lowest of the smallest holes of at least {@code size} units, or -1. */
  private static int bestHole(boolean[] taken, int size) {
    int best = -1;
    int smallest = Integer.MAX_VALUE;
    for (int start = 0; start < taken.length; start++) {
      if (taken[start]) {
        continue;
      }
      int end = start;
      while (end < taken.length && !taken[end]) {
        end++;
      }
      if (end - start >= size && end - start < smallest) {
        best = start;
        smallest = end - start;
      }
      start = end;
    }
    return best;
  }

  private static void mark(boolean[] taken, int start, int size, boolean value) {
    for (int i = start; i < start + size; i++) {
      assertTrue(taken[i] != value, "unit " + i + " is handed out twice");
      taken[i] = value;
    }
  }
}
