package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted can be found, move by move, in a recording of Java's Flight Recorder. */
class FlightRecorderTest {
  @TempDir Path folder;

  @Test
  void everyMoveIsAnEvent() throws IOException {
    Chain chain = new Chain(6, false);
    Path file = folder.resolve("moves.jfr");
    MemoryTraffic traffic;
    try (Recording recording = new Recording();
        Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT.withDeviceMemory(4 * Chain.BYTES))) {
      recording.enable("io.decant.SwapIn");
      recording.enable("io.decant.SwapOut");
      recording.enable("io.decant.Recompute");
      recording.start();
      rig.write(chain.region(chain.x), Chain.filled(2));
      Schedule schedule = rig.admit(chain.program);
      rig.executor.run(schedule);
      rig.manager.residency().recomputes(schedule.program().ops().get(0));
      traffic = rig.manager.traffic();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertTrue(traffic.bytesIn() > 0 && traffic.bytesOut() > 0, traffic.toString());
    assertEquals(traffic.bytesIn(), bytes(events, "io.decant.SwapIn"));
    assertEquals(traffic.bytesOut(), bytes(events, "io.decant.SwapOut"));
    assertEquals(1, traffic.recomputed());
    List<String> layers =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("io.decant.Recompute"))
            .map(event -> event.getString("layer"))
            .toList();
    assertEquals(List.of("layer1"), layers);
  }

  private static long bytes(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .mapToLong(event -> event.getLong("bytes"))
        .sum();
  }
}
