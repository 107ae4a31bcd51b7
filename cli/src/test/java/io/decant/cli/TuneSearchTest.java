package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryTraffic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The search, over a made-up net: it fits below some N and f, and is faster the less it moves. */
class TuneSearchTest {
  private static List<String> search(long mostKilobytes, double mostFraction, long bytes) {
    return trials(mostKilobytes, mostFraction, bytes).stream()
        .map(trial -> trial.flags() + (trial.runs() ? "" : " refused"))
        .toList();
  }

  private static List<TuneTrial> trials(long mostKilobytes, double mostFraction, long bytes) {
    return new TuneSearch(
            (kilobytes, fraction) -> {
              String flags = kilobytes + "/" + fraction;
              if (kilobytes > mostKilobytes || fraction > mostFraction) {
                return TuneTrial.refused(flags, "does not fit");
              }
              long moved = Math.max(0, bytes - kilobytes - (long) (100 * fraction));
              return new TuneTrial(
                  flags, 1 + moved, new MemoryTraffic(moved, 0, 0, 0, 0, 0, 0, 0), "");
            })
        .run();
  }

  @Test
  void raisesTheSizeUntilMemoryIsFullThenTheFraction() {
    assertEquals(
        List.of(
            "1000/0.0",
            "2000/0.0",
            "5000/0.0",
            "10000/0.0 refused",
            "5000/0.1",
            "5000/0.2",
            "5000/0.3 refused"),
        search(7000, 0.25, 1_000_000));
    assertEquals("5000/0.2", TuneSearch.best(trials(7000, 0.25, 1_000_000)).orElseThrow().flags());
  }

  @Test
  void lowersTheSizeWhereTheStartOfTheGuideDoesNotFit() {
    assertEquals(
        List.of("1000/0.0 refused", "500/0.0 refused", "200/0.0", "200/0.1 refused"),
        search(200, 0, 1_000_000));
  }

  @Test
  void stopsWhereNothingMoves() {
    assertEquals(List.of("1000/0.0", "2000/0.0", "5000/0.0"), search(1_000_000, 1, 3000));
  }

  @Test
  void nothingMayFit() {
    List<TuneTrial> trials = trials(0, 0, 1000);
    assertEquals(10, trials.size());
    assertTrue(TuneSearch.best(trials).isEmpty());
  }
}
