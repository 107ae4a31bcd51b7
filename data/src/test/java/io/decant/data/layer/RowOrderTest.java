package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final int[] ROWS = {3, 1, 4};
  private static final int TOTAL = 8;

  private static List<String> rows(RowOrder order, int count) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(order.file() + ":" + order.row());
      order.next();
    }
    return rows;
  }

  @Test
  void inOrderAllFilesFollowEachOtherEndlessly() {
    List<String> expected = List.of("0:0", "0:1", "0:2", "1:0", "2:0", "2:1", "2:2", "2:3", "0:0");
    assertEquals(expected, rows(new RowOrder(ROWS, false, 1, 0), TOTAL + 1));
  }

  @Test
  void everyPlaceIsFoundAgain() {
    for (boolean shuffles : new boolean[] {false, true}) {
      List<String> all = rows(new RowOrder(ROWS, shuffles, 5, 0), 5 * TOTAL);
      for (int place = 0; place < 4 * TOTAL; place++) {
        assertEquals(
            all.subList(place, place + TOTAL),
            rows(new RowOrder(ROWS, shuffles, 5, place), TOTAL),
            "place " + place);
      }
    }
  }

  @Test
  void shufflingGivesEveryRowOnceInARoundAndAnotherOrderInEach() {
    RowOrder order = new RowOrder(ROWS, true, 5, 0);
    HashSet<List<String>> rounds = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      List<String> round = rows(order, TOTAL);
      assertEquals(TOTAL, new HashSet<>(round).size());
      rounds.add(round);
    }
    // of 3! * 3! * 4! orders
    assertEquals(true, rounds.size() > 15);
    assertNotEquals(
        rows(new RowOrder(ROWS, true, 5, 0), 4 * TOTAL),
        rows(new RowOrder(ROWS, true, 6, 0), 4 * TOTAL));
  }

  @Test
  void everyOrderOfThreeRowsIsAsLikely() {
    int[] counts = new int[6];
    for (int seed = 0; seed < 6000; seed++) {
      RowOrder order = new RowOrder(new int[] {3}, true, seed, 0);
      List<String> rows = rows(order, 3);
      int first = Integer.parseInt(rows.get(0).substring(2));
      int second = Integer.parseInt(rows.get(1).substring(2));
      counts[2 * first + (second > 3 - first - second ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertEquals(1000, count, 150);
    }
  }
}
