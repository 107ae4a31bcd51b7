package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.HostFacts;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void tiersBelowTheDevice(@TempDir Path folder) {
    MemoryOptions none = parse("--lms", "auto");
    assertTrue(none.pinnedMemory().isEmpty() && none.hostMemory().isEmpty());
    assertTrue(none.spillDirectory().isEmpty());
    MemoryOptions all =
        parse("--pinned_memory", "0", "--host_memory=1.5GiB", "--spill_dir=" + folder);
    assertEquals(0, all.pinnedMemory().orElseThrow());
    assertEquals(3L << 29, all.hostMemory().orElseThrow());
    assertEquals(folder, all.spillDirectory().orElseThrow());
    assertEquals(
        HostFacts.now().memoryBytes() / 4,
        parse("--pinned_memory=25%").pinnedMemory().orElseThrow());
    for (String wrong :
        List.of("--pinned_memory=much", "--host_memory=-1", "--spill_dir=" + folder + "/none")) {
      UsageException error = assertThrows(UsageException.class, () -> parse(wrong));
      String flag = wrong.substring(0, wrong.indexOf('='));
      assertTrue(error.getMessage().startsWith(flag), error.getMessage());
    }
  }
}
