package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.TierProvider;
import io.decant.tiering.tier.HostTierProvider;
import io.decant.tiering.tier.SmallChunks;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails, and when: a clear error or the right result, no wrong one, no thread that waits
 * for ever, nothing that stays behind.
 */
@Timeout(300)
class FaultyTiersTest {
  private static final int LENGTH = Boolean.getBoolean("decant.full") ? 12 : 6;
  private static final int MOST_STEPS = 10_000;
  private static final long BYTES = Chain.BYTES;

  private final Chain chain = new Chain(LENGTH, false);

  @TempDir Path folder;

  /** What is tried in one run: tiers and a device, and whether the failure was reached. */
  private record Trial(
      List<TierProvider> tiers, UnaryOperator<Device> device, BooleanSupplier hasFailed) {}

  private interface Injection {
    Trial at(int step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void pageableMemoryFails(String planner) {
    assertTrue(
        failEach(planner, 0, 1 << 20, step -> faulty(new HostTierProvider(), step)).errors > 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void theFileFails(String planner) {
    assertTrue(failEach(planner, 0, 0, step -> faulty(new SmallChunks(), step)).errors > 20);
  }

  private static Trial faulty(TierProvider inner, int step) {
    FaultyTier tier = new FaultyTier(inner, step);
    return new Trial(List.of(tier), device -> device, tier::hasFailed);
  }

  @ParameterizedTest
  @CsvSource({"lru, false", "lru, true", "hybrid, false", "hybrid, true"})
  void aCopyFails(String planner, boolean later) {
    Outcome outcome =
        failEach(
            planner,
            BYTES,
            BYTES,
            step -> {
              FaultyDevice[] device = new FaultyDevice[1];
              return new Trial(
                  SmallChunks.tiers(),
                  inner -> device[0] = new FaultyDevice(inner, step, later),
                  () -> device[0].hasFailed());
            });
    assertTrue(outcome.errors > 20, outcome.toString());
  }

  /** Pinned memory that is refused is no error: other memory takes its place. */
  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void anAllocationFails(String planner) {
    Outcome outcome =
        failEach(
            planner,
            4 * BYTES,
            6 * BYTES,
            step -> {
              CountingDevice[] device = new CountingDevice[1];
              return new Trial(
                  SmallChunks.tiers(),
                  inner -> device[0] = new CountingDevice(inner, step + 3),
                  () -> device[0].requests() >= step + 3);
            });
    assertTrue(outcome.errors >= 2, outcome.toString());
    assertTrue(outcome.successes >= 4, outcome.toString());
  }

  @Test
  void theDiskIsFull() {
    Outcome outcome =
        failEach(
            "lru",
            BYTES,
            BYTES,
            step -> new Trial(SmallChunks.fullAfter(step), d -> d, () -> true));
    assertTrue(outcome.errors > 5, outcome.toString());
    assertTrue(outcome.message.contains("--spill_dir"), outcome.message);
    assertTrue(outcome.message.contains("No space left on device"), outcome.message);
    assertTrue(outcome.message.contains(folder.toString()), outcome.message);
  }

  @Test
  void theDiskForgets() {
    Outcome outcome =
        failEach(
            "lru",
            BYTES,
            BYTES,
            step -> new Trial(SmallChunks.wrongAfter(step), d -> d, () -> true));
    assertTrue(outcome.errors > 5, outcome.toString());
    assertTrue(outcome.message.contains("checksum"), outcome.message);
  }

  private record Outcome(int errors, int successes, String message) {}

  /**
   * Lets each step fail, in runs of their own, until there are three in a row in which none was
   * reached, or nothing came of it.
   */
  private Outcome failEach(String planner, long pinned, long host, Injection injection) {
    int errors = 0;
    int successes = 0;
    int inARow = 0;
    String message = "";
    for (int step = 1; step < MOST_STEPS; step++) {
      Trial trial = injection.at(step);
      String error = run(planner, pinned, host, trial, "step " + step);
      if (error == null) {
        successes++;
        inARow++;
      } else {
        assertTrue(trial.hasFailed.getAsBoolean(), error);
        errors++;
        inARow = 0;
        message = error;
      }
      if (inARow > 8 || !trial.hasFailed.getAsBoolean()) {
        return new Outcome(errors, successes, message);
      }
    }
    throw new AssertionError("more steps than expected");
  }

  /** Returns what the error said; null when results were right. */
  private String run(String planner, long pinned, long host, Trial trial, String step) {
    MemoryOptions options =
        MemoryOptions.DEFAULT
            .with(LargeModelSupport.AUTO)
            .withDeviceMemory(3 * BYTES)
            .withPlanner(planner)
            .withPinnedMemory(pinned)
            .withHostMemory(host)
            .withSpillDirectory(folder);
    String error = null;
    Rig rig =
        new Rig(new TestContext(1 << 20), options, new TieredProvider(trial.tiers), trial.device);
    try {
      rig.write(chain.region(chain.x), Chain.filled(1));
      Schedule schedule = rig.admit(chain.program);
      for (int i = 0; i < 3; i++) {
        rig.executor.run(schedule);
        float[] sum = rig.read(chain.region(chain.sum));
        assertArrayEquals(Chain.filled(chain.expectedSum(1)), sum, step);
      }
      rig.executor.synchronize();
    } catch (RuntimeException e) {
      error = text(e);
    }
    try {
      rig.close();
    } catch (RuntimeException e) {
      assertTrue(error != null, step + ": " + text(e));
    }
    assertEquals(0, rig.hostBytes(), step);
    assertEquals(0, copyThreads(), step);
    assertTrue(
        error == null
            || error.matches(
                "(?s).*(injected|host memory of 64 bytes was closed|does not fit|--spill_dir).*"),
        step + ": " + error);
    return error;
  }

  private static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
    return text.toString();
  }

  private static long copyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("decant-copy-"))
        .count();
  }
}
