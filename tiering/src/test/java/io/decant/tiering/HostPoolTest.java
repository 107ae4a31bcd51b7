package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostPoolTest {
  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT);
  private final HostPool pool = new HostPool(rig.device, rig.context);

  @AfterEach
  void close() {
    pool.close();
    rig.close();
  }

  @Test
  void memoryIsUsedAgainForTheSameSize() {
    HostCopy first = pool.take(1000);
    pool.give(first);
    assertNotSame(first, pool.take(999));
    assertSame(first, pool.take(1000));
  }

  @Test
  void whatIsKeptNeverExceedsWhatWasInUse() {
    Random random = new Random(3);
    List<HostCopy> taken = new ArrayList<>();
    long inUse = 0;
    long peak = 0;
    for (int step = 0; step < 2000; step++) {
      if (taken.size() < 8 && random.nextBoolean()) {
        HostCopy copy = pool.take(4 + random.nextInt(10_000));
        taken.add(copy);
        inUse += copy.memory().bytes();
        peak = Math.max(peak, inUse);
      } else if (!taken.isEmpty()) {
        HostCopy copy = taken.remove(random.nextInt(taken.size()));
        inUse -= copy.memory().bytes();
        pool.give(copy);
      }
      assertTrue(pool.bytes() <= inUse + peak, pool.bytes() + " bytes, " + peak + " were in use");
    }
    taken.forEach(pool::give);
    pool.keepAtMost(0);
    assertEquals(0, pool.bytes());
  }

  @Test
  void closingReleasesWhatIsTakenToo() {
    HostCopy copy = pool.take(64);
    pool.close();
    assertThrows(IllegalStateException.class, () -> copy.memory().address());
  }

  @Test
  void nothingIsGivenBackTwice() {
    HostCopy copy = pool.take(64);
    pool.give(copy);
    assertThrows(IllegalStateException.class, () -> pool.give(copy));
  }
}
