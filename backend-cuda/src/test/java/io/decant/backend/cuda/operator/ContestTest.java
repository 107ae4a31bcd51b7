package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.Executable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final long FAILS = -1;

  private final Map<Executable, Long> times = new LinkedHashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  @Test
  void theFastestIsKeptAndTheOthersAreClosed() {
    FakeExecutable slow = candidate("slow", 30);
    FakeExecutable fast = candidate("fast", 10);
    FakeExecutable middle = candidate("middle", 20);
    assertEquals(Optional.of("fast 10"), winner());
    assertEquals(List.of(1, 0, 1), List.of(slow.closed, fast.closed, middle.closed));
  }

  @Test
  void ofEqualsTheFirstIsKept() {
    candidate("first", 10);
    candidate("second", 10);
    assertEquals(Optional.of("first 10"), winner());
  }

  @Test
  void whatFailsIsOutAndTheLogSaysWhy() {
    FakeExecutable broken = candidate("broken", FAILS);
    candidate("works", 50);
    assertEquals(Optional.of("works 50"), winner());
    assertEquals(1, broken.closed);
    assertEquals(List.of("broken cannot be run: out of order"), log);
  }

  @Test
  void nobodyWinsWhenAllFail() {
    FakeExecutable broken = candidate("broken", FAILS);
    assertEquals(Optional.empty(), winner());
    assertEquals(1, broken.closed);
  }

  private Optional<String> winner() {
    return new Contest(log::add)
        .winner(candidates, trial())
        .map(winner -> winner.candidate().name() + " " + winner.nanos());
  }

  private FakeExecutable candidate(String name, long nanos) {
    FakeExecutable executable = new FakeExecutable();
    times.put(executable, nanos);
    candidates.add(new Candidate(name, executable));
    return executable;
  }

  private Trial trial() {
    return new Trial() {
      @Override
      public long nanos(Executable executable, long best) {
        long nanos = times.get(executable);
        if (nanos == FAILS) {
          throw new DeviceException("out of order");
        }
        return nanos;
      }

      @Override
      public void close() {}
    };
  }
}
