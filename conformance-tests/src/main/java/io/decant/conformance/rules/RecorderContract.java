package io.decant.conformance.rules;

import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.trial.Words;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of what records work; skipped where a device has no such thing. */
public interface RecorderContract extends BackendSubject {
  /** Records a fill and a copy, changes what they work on, and replays them twice. */
  @Test
  @DisplayName("recorder.replay: recorded work runs when it is replayed, on what memory holds then")
  default void optional_recorderReplay() {
    try (DeviceSession session = Opening.session(this);
        Words x = new Words(session);
        Words y = new Words(session)) {
      Recorder recorder = recorder(session);
      DeviceStream stream = session.stream();
      x.fill(stream, 1);
      y.fill(stream, 1);
      stream.synchronize();
      try (Recorder.Recording recording =
          recorder.record(
              List.of(stream),
              () -> {
                x.copyTo(stream, y);
                x.fill(stream, 9);
              })) {
        expect(stream, x, 1, "recorder.replay", "recorded, not replayed");
        x.fill(stream, 5);
        recording.replay();
        expect(stream, y, 5, "recorder.replay", "replayed once");
        recording.replay();
        expect(stream, y, 9, "recorder.replay", "replayed twice");
      }
      x.fill(stream, 3);
      expect(stream, x, 3, "recorder.replay", "filled behind a closed recording");
    }
  }

  /** Records two streams that meet by events, and replays them twice. */
  @Test
  @DisplayName(
      "recorder.streams: streams that join by events are recorded together, in their order")
  default void optional_recorderStreams() {
    try (DeviceSession session = Opening.session(this);
        Words x = new Words(session);
        Words y = new Words(session);
        Words z = new Words(session);
        DeviceStream other = session.device().newStream()) {
      Recorder recorder = recorder(session);
      DeviceStream first = session.stream();
      x.fill(first, 1);
      y.fill(first, 1);
      z.fill(first, 1);
      first.synchronize();
      List<DeviceEvent> meetings = new ArrayList<>();
      try (Recorder.Recording recording =
          recorder.record(
              List.of(first, other),
              () -> {
                meet(first, other, meetings);
                x.copyTo(other, y);
                meet(other, first, meetings);
                y.copyTo(first, z);
                x.fill(first, 9);
              })) {
        meetings.forEach(DeviceEvent::close);
        expect(first, y, 1, "recorder.streams", "recorded, not replayed");
        x.fill(first, 5);
        recording.replay();
        expect(first, y, 5, "recorder.streams", "by the other stream, replayed once");
        expect(first, z, 5, "recorder.streams", "behind the other stream, replayed once");
        recording.replay();
        expect(first, y, 9, "recorder.streams", "by the other stream, replayed twice");
        expect(first, z, 9, "recorder.streams", "behind the other stream, replayed twice");
      }
      y.fill(other, 3);
      expect(other, y, 3, "recorder.streams", "filled by the other stream afterwards");
    }
  }

  private static void meet(DeviceStream early, DeviceStream late, List<DeviceEvent> meetings) {
    DeviceEvent event = early.record();
    meetings.add(event);
    late.await(event);
  }

  /** Lets recording end in an exception, and uses the stream. */
  @Test
  @DisplayName("recorder.failure: a stream is usable when recording was given up")
  default void optional_recorderFailure() {
    try (DeviceSession session = Opening.session(this);
        Words x = new Words(session)) {
      Recorder recorder = recorder(session);
      DeviceStream stream = session.stream();
      x.fill(stream, 1);
      stream.synchronize();
      IllegalStateException given = new IllegalStateException("given up");
      try {
        recorder
            .record(
                List.of(stream),
                () -> {
                  x.fill(stream, 2);
                  throw given;
                })
            .close();
        throw new RuleViolation("recorder.failure", "an exception of the recorded work is lost");
      } catch (IllegalStateException e) {
        if (e != given) {
          throw new RuleViolation("recorder.failure", "the exception became " + e);
        }
      }
      expect(stream, x, 1, "recorder.failure", "given up");
    }
  }

  private static void expect(
      DeviceStream stream, Words words, int value, String rule, String when) {
    words.download(stream);
    stream.synchronize();
    words.expect(value, rule, when);
  }

  private static Recorder recorder(DeviceSession session) {
    Optional<Recorder> recorder = session.device().recorder();
    Assumptions.assumeTrue(recorder.isPresent(), "the device records no work");
    return recorder.orElseThrow();
  }
}
