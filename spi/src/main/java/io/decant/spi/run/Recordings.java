package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Recorder;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Step;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of operators whose work is recorded when they run for the third time and replayed from
 * then on, where the device can and blocks stay where they are. By then libraries have made what
 * they make at their first call, and persistent blocks have their places. Used by one thread at a
 * time.
 */
final class Recordings implements AutoCloseable {
  /** Shorter ranges are enqueued as fast as they are replayed. */
  static final int SHORTEST = 4;

  private static final int RUNS_BEFORE = 2;

  private final @Nullable Recorder recorder;
  private final DeviceStream stream;
  private final IdentityHashMap<LoweredProgram, Map<Range, Recorded>> programs =
      new IdentityHashMap<>();

  private record Range(int begin, int end) {}

  /** What is known of a range. */
  private static final class Recorded {
    private int runs;
    private long placement;
    private Recorder.@Nullable Recording recording;

    void forget() {
      if (recording != null) {
        recording.close();
        recording = null;
      }
    }
  }

  Recordings(Device device, DeviceStream stream) {
    this.recorder = device.recorder().orElse(null);
    this.stream = stream;
  }

  /** Returns whether steps have enough for the device to do for a recording to pay. */
  static boolean isWorthwhile(List<Step> steps) {
    return steps.stream()
            .filter(step -> !(step instanceof Step.Place) && !(step instanceof Step.Drop))
            .limit(SHORTEST)
            .count()
        == SHORTEST;
  }

  /**
   * Enqueues a range of operators on the compute stream, by itself or from its recording.
   *
   * @param placement what the residency manager says of addresses
   * @param enqueue enqueues the range
   */
  void run(LoweredProgram program, int begin, int end, OptionalLong placement, Runnable enqueue) {
    if (recorder == null || placement.isEmpty() || end - begin < SHORTEST) {
      enqueue.run();
      return;
    }
    Recorded range =
        programs
            .computeIfAbsent(program, key -> new HashMap<>())
            .computeIfAbsent(new Range(begin, end), key -> new Recorded());
    if (range.placement != placement.getAsLong()) {
      range.forget();
      range.runs = 0;
      range.placement = placement.getAsLong();
    }
    if (range.recording == null && range.runs < RUNS_BEFORE) {
      range.runs++;
      enqueue.run();
      return;
    }
    if (range.recording == null) {
      range.recording = recorder.record(List.of(stream), enqueue);
    }
    range.recording.replay();
  }

  /** Closes the recordings of a program that will not run again. */
  void forget(LoweredProgram program) {
    Map<Range, Recorded> ranges = programs.remove(program);
    if (ranges != null) {
      ranges.values().forEach(Recorded::forget);
    }
  }

  @Override
  public void close() {
    programs.values().forEach(ranges -> ranges.values().forEach(Recorded::forget));
    programs.clear();
  }
}
