package io.decant.conformance.rules;

import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.trial.Words;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Recorder;
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
