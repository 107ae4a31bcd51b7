package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fast storage goes to what moves most; those that move as often as each other share it. */
class StorageSharesTest {
  private static final int STRIPE = 100;
  private static final TierPlace FAST = TierPlace.in(0);
  private static final TierPlace SLOW = TierPlace.in(1);
  private static final TierPlace SLOWEST = TierPlace.in(2);

  private static PlannedMoves.Moved moved(long bytes, int times) {
    Block block = new Block("b", bytes, BlockRole.ACTIVATION, false);
    return new PlannedMoves.Moved(block, times * bytes, 0, 1);
  }

  private static List<TierPlace> places(long fast, long slow, PlannedMoves.Moved... moved) {
    return StorageShares.of(List.of(moved), STRIPE, new long[] {fast, slow, Long.MAX_VALUE / 4});
  }

  @Test
  void allAreFastWhereThereIsRoom() {
    assertEquals(List.of(FAST, FAST), places(3000, 5000, moved(1000, 2), moved(2000, 1)));
  }

  @Test
  void whatMovesMoreOftenIsFast() {
    assertEquals(List.of(FAST, SLOW), places(1000, 5000, moved(1000, 2), moved(1000, 1)));
  }

  @Test
  void equalsShareWhatIsLeft() {
    assertEquals(
        List.of(FAST, new TierPlace(1, 5), new TierPlace(1, 10)),
        places(2500, 5000, moved(1000, 2), moved(1000, 1), moved(2000, 1)));
  }

  @Test
  void smallBlocksAreNotCutButSomeAreFast() {
    PlannedMoves.Moved[] small = new PlannedMoves.Moved[10];
    Arrays.fill(small, moved(300, 2));
    List<TierPlace> places = places(1500, 5000, small);
    assertEquals(5, places.stream().filter(FAST::equals).count(), places.toString());
    assertEquals(5, places.stream().filter(SLOW::equals).count(), places.toString());
  }

  @Test
  void theRestGoesOnToTheNextTier() {
    assertEquals(
        List.of(new TierPlace(1, 5), new TierPlace(2, 5)),
        places(1000, 600, moved(1000, 1), moved(1000, 1)));
    assertEquals(List.of(SLOW, SLOWEST), places(0, 1000, moved(1000, 2), moved(1000, 1)));
  }

  @Test
  void noMoreIsHandedOutThanThereIs() {
    for (int fast = 0; fast < 4000; fast += 37) {
      long pinned = 0;
      PlannedMoves.Moved[] blocks = {moved(1030, 2), moved(555, 2), moved(90, 2), moved(2001, 1)};
      List<TierPlace> places = places(fast, 10_000, blocks);
      for (int i = 0; i < blocks.length; i++) {
        long bytes = blocks[i].block().bytes();
        TierPlace place = places.get(i);
        pinned +=
            place.equals(FAST)
                ? bytes
                : new StripedStorage.Layout(bytes, STRIPE, place.pinned()).pinnedBytes();
      }
      assertTrue(pinned <= fast, pinned + " of " + fast);
      assertTrue(pinned >= Math.min(fast, 3676) - 1000, pinned + " of " + fast);
    }
  }
}
