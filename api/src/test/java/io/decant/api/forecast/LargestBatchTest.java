package io.decant.api.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LargestBatchTest {
  @Test
  void isTheLastThatFitsWhereverTheSearchBegins() {
    LongUnaryOperator steps = size -> 1000 + 37 * size + (size > 50 ? 500 : 0);
    for (long room = 1037; room < 8000; room += 13) {
      long expected = 0;
      while (steps.applyAsLong(expected + 1) <= room) {
        expected++;
      }
      for (long first : new long[] {1, 7, 64, 100_000}) {
        assertEquals(OptionalLong.of(expected), new LargestBatch(steps, room).find(first));
      }
    }
  }

  @Test
  void isEmptyWhenNotEvenOneFits() {
    assertEquals(OptionalLong.empty(), new LargestBatch(size -> 10 * size, 9).find(4));
  }

  @Test
  void takesFewLooks() {
    AtomicInteger looks = new AtomicInteger();
    LongUnaryOperator line =
        size -> {
          looks.incrementAndGet();
          return 50_000_000 + 300_000 * size;
        };
    assertEquals(OptionalLong.of(3166), new LargestBatch(line, 1_000_000_000).find(64));
    assertTrue(looks.get() <= 14, looks + " looks");
  }
}
