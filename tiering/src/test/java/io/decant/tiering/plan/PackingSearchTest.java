package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LinkRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackingSearchTest {
  private static final int OPS = 60;
  private static final int WORK = 200_000;

  private final Random random = new Random(7);

  @Test
  void staysThatAreUsedTogetherHaveMemoryOfTheirOwn() {
    int found = 0;
    int shared = 0;
    for (int trial = 0; trial < 60; trial++) {
      List<Stay> stays = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        stays.add(stay("block " + i));
      }
      long most = mostUsed(stays);
      Stay fixed = stays.get(0);
      fixed.place(0);
      long[] slabs = {most / 2 / 64 * 64 + 384, most / 2 / 64 * 64 + 384};
      if (search(stays, slabs).find()) {
        found++;
        assertEquals(0, fixed.address(), "what had an address");
        shared += check(stays, slabs);
      }
    }
    assertTrue(found > 20, found + " found room");
    assertTrue(shared > 0, "no stay waits for another");
  }

  @Test
  void whatHasNoRoomIsLeftWithoutAddresses() {
    List<Stay> stays = List.of(stay("a", 0, 5, 64), stay("b", 5, 9, 64));
    assertFalse(search(stays, new long[] {64}).find());
    stays.forEach(stay -> assertEquals(Stay.NOWHERE, stay.address()));
  }

  /** First fit by size puts b beside a, and c, which meets both, finds no hole. */
  @Test
  void ordersAreTriedUntilOneLeavesRoom() {
    List<Stay> stays =
        List.of(
            stay("a", 0, 3, 192), stay("b", 2, 6, 128), stay("c", 5, 9, 192), stay("d", 8, 9, 128));
    assertTrue(search(stays, new long[] {320}).find());
    check(stays, new long[] {320});
  }

  private static PackingSearch search(List<Stay> stays, long[] slabs) {
    RunOrder order = new RunOrder(new RecordedProgram("none", "").program(), List.of());
    PlanInput input = new PlanInput(order, new double[OPS], List.of(), new LinkRates(1, 1));
    TransferTimeline timeline = new TransferTimeline(input, 1, 0, false);
    return new PackingSearch(stays, slabs, new StayConflicts(stays, timeline, input), WORK);
  }

  private Stay stay(String name) {
    int first = random.nextInt(OPS);
    int last = Math.min(OPS, first + random.nextInt(20));
    return stay(name, first, last, 64L * (1 + random.nextInt(6)), random.nextInt(6));
  }

  private static Stay stay(String name, int first, int last, long bytes) {
    return stay(name, first, last, bytes, 0);
  }

  /**
   * Returns a stay.
   *
   * @param draining operators behind the last use during which it is still copied to the host
   */
  private static Stay stay(String name, int first, int last, long bytes, int draining) {
    Block block = new Block(name, bytes, BlockRole.ACTIVATION, false);
    BlockLife life =
        new BlockLife(block, bytes, List.of(), false, false, BlockLife.Boundary.FREE, OPS);
    Span taken = new Span(first, Math.min(OPS, last + draining));
    return new Stay(life, List.of(new Visit(new Span(first, last), taken, null, null)));
  }

  /** Returns the bytes that are used at most. */
  private static long mostUsed(List<Stay> stays) {
    long[] taken = new long[OPS + 1];
    for (Stay stay : stays) {
      Span span = stay.visits().get(0).used();
      for (int op = span.first(); op <= span.last(); op++) {
        taken[op] += stay.bytes();
      }
    }
    long most = 0;
    for (long bytes : taken) {
      most = Math.max(most, bytes);
    }
    return most;
  }

  /** Checks addresses, and returns how many pairs share memory while one is copied away. */
  private static int check(List<Stay> stays, long[] slabs) {
    int shared = 0;
    for (Stay one : stays) {
      boolean inFirst = one.end() <= slabs[0];
      long end = slabs[0] + (slabs.length > 1 ? slabs[1] : 0);
      assertTrue(inFirst || (one.address() >= slabs[0] && one.end() <= end), "across slabs");
      for (Stay other : stays) {
        if (one != other && one.address() < other.end() && other.address() < one.end()) {
          boolean used = one.visits().get(0).used().meets(other.visits().get(0).used());
          assertFalse(used, one.life().block() + " and " + other.life().block());
          shared += one.spans().get(0).meets(other.spans().get(0)) ? 1 : 0;
        }
      }
    }
    return shared;
  }
}
