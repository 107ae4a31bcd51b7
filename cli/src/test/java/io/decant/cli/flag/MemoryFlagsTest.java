package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryFlagsTest {
  private static MemoryOptions parse(String... arguments) {
    return MemoryFlags.parse(Options.parse(List.of(arguments)));
  }

  @Test
  void thresholdsAreInKilobytes() {
    assertEquals(
        new LargeModelSupport(true, 1024_000, 0), parse("-lms", "1000").largeModelSupport());
    assertEquals(
        new LargeModelSupport(true, 10_240_000_000_000L, 0.4),
        parse("--lms=10000000000", "-lms_frac", "0.4").largeModelSupport());
    assertEquals(LargeModelSupport.AUTO, parse("--lms", "auto").largeModelSupport());
  }

  @Test
  void zeroAndLessAreOff() {
    for (String lms : List.of("0", "-1", "-9223372036854775808")) {
      assertEquals(LargeModelSupport.OFF, parse("-lms", lms).largeModelSupport());
    }
    assertEquals(LargeModelSupport.OFF, parse().largeModelSupport());
  }

  @Test
  void fractionsLieBetweenZeroAndOne() {
    assertEquals(1, parse("-lms", "1", "-lms_frac", "1").largeModelSupport().fraction());
    for (String wrong : List.of("-0.1", "1.01", "NaN", "half")) {
      assertThrows(UsageException.class, () -> parse("-lms", "1", "--lms_frac=" + wrong));
    }
  }

  @Test
  void thePlannerIsNamed() {
    assertEquals("hybrid", parse("--lms", "auto").planner());
    assertEquals("lru", parse("--lms", "auto", "--planner", "lru").planner());
  }
}
