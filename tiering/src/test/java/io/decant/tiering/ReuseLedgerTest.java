package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.MemoryOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReuseLedgerTest {
  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT);
  private final DeviceStream stream = rig.device.newStream();
  private final Timeline timeline = new Timeline(stream);
  private final ReuseLedger ledger = new ReuseLedger();

  @AfterEach
  void close() {
    timeline.finish();
    stream.close();
    rig.close();
  }

  private Fence fence() {
    Fence fence = new Fence(timeline);
    fence.record(stream.record());
    return fence;
  }

  @Test
  void aNewOwnerWaitsForWhatOverlapsAndNothingElse() {
    Fence a = fence();
    Fence b = fence();
    ledger.free(0, 100, List.of(a));
    ledger.free(100, 200, List.of(b));
    assertEquals(Set.of(a, b), Set.copyOf(ledger.take(50, 150)));
    assertEquals(List.of(), ledger.take(50, 150));
    assertEquals(List.of(a), ledger.take(0, 64));
    assertEquals(List.of(), ledger.take(0, 50));
    assertEquals(List.of(b), ledger.take(150, 300));
    assertEquals(List.of(), ledger.take(0, 1000));
  }

  @Test
  void theMiddleOfARangeLeavesBothEnds() {
    Fence a = fence();
    ledger.free(0, 300, List.of(a));
    assertEquals(List.of(a), ledger.take(100, 200));
    assertEquals(List.of(a), ledger.take(0, 100));
    assertEquals(List.of(a), ledger.take(200, 300));
    assertEquals(List.of(), ledger.take(0, 300));
  }

  @Test
  void whatIsReachedIsForgotten() {
    Fence a = timeline.mark();
    ledger.free(0, 100, List.of(a));
    a.synchronize();
    assertEquals(List.of(), ledger.take(0, 100));
    ledger.free(0, 100, List.of(a));
    assertEquals(List.of(), ledger.take(0, 100));
  }
}
