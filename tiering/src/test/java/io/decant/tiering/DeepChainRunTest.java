package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Schedule;
import org.junit.jupiter.api.Test;

/** A chain of very many layers, forward and backward, runs in a pool that holds a few of them. */
class DeepChainRunTest {
  private static final int LAYERS = Boolean.getBoolean("decant.full") ? 10_000 : 500;
  private static final int HELD = 20;

  @Test
  void resultsAreThoseOfARunInWhichNothingMoves() {
    Chain chain = new Chain(LAYERS, false);
    float[] expected;
    try (Rig rig = Rig.resident()) {
      expected = run(rig, rig.admit(chain.program), chain);
    }
    try (Rig rig =
        Rig.managed(1 << 24, MemoryOptions.DEFAULT.withDeviceMemory(HELD * Chain.BYTES))) {
      Schedule schedule = rig.admit(chain.program);
      assertNotNull(rig.tieredManager().plan(schedule), "it is planned");
      assertArrayEquals(expected, run(rig, schedule, chain));
      assertTrue(rig.manager.traffic().bytesOut() > (LAYERS - HELD) * Chain.BYTES);
    }
  }

  private static float[] run(Rig rig, Schedule schedule, Chain chain) {
    rig.write(chain.region(chain.x), Chain.filled(0.25f));
    for (int run = 0; run < 3; run++) {
      rig.executor.run(schedule);
    }
    return rig.read(chain.region(chain.sum));
  }
}
