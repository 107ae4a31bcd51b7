package io.decant.conformance.mutant;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recorders that break a rule. */
final class RecorderMutants {
  private RecorderMutants() {}

  /** Records as it should: streams keep what is enqueued, and the first enqueues it at a replay. */
  abstract static class Recording extends Mutant {
    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, memory) {
        @Override
        public Optional<Recorder> recorder() {
          return Optional.of(Recording.this::record);
        }
      };
    }

    @Override
    protected MutantStream stream() {
      return new KeepingStream();
    }

    Recorder.Recording record(List<DeviceStream> streams, Runnable work) {
      List<KeepingStream> keeping = streams.stream().map(KeepingStream.class::cast).toList();
      List<Runnable> kept = new ArrayList<>();
      keeping.forEach(stream -> stream.keep(kept));
      try {
        work.run();
      } finally {
        keeping.forEach(stream -> stream.keep(null));
      }
      return replayed(keeping.get(0), kept);
    }

    Recorder.Recording replayed(KeepingStream stream, List<Runnable> kept) {
      return new Recorder.Recording() {
        @Override
        public void replay() {
          kept.forEach(stream::enqueue);
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A stream that can keep what is enqueued. */
  static final class KeepingStream extends Mutant.MutantStream {
    private @Nullable List<Runnable> kept;

    /** Has what is enqueued go to a list; null for the device. */
    synchronized void keep(@Nullable List<Runnable> list) {
      kept = list;
    }

    @Override
    protected synchronized void enqueue(Runnable work) {
      if (kept == null) {
        super.enqueue(work);
      } else {
        kept.add(work);
      }
    }
  }

  @Breaks({"recorder.replay", "recorder.streams"})
  static class ReplaysOnce extends Recording {
    @Override
    Recorder.Recording replayed(KeepingStream stream, List<Runnable> kept) {
      return super.replayed(
          stream,
          List.of(
              () -> {
                kept.forEach(Runnable::run);
                kept.clear();
              }));
    }
  }

  @Breaks("recorder.streams")
  static class RecordsTheFirstAlone extends Recording {
    @Override
    Recorder.Recording record(List<DeviceStream> streams, Runnable work) {
      return super.record(streams.subList(0, 1), work);
    }
  }

  @Breaks("recorder.failure")
  static class ReplacesExceptions extends Recording {
    @Override
    Recorder.Recording record(List<DeviceStream> streams, Runnable work) {
      try {
        return super.record(streams, work);
      } catch (IllegalStateException e) {
        throw new IllegalStateException("recording failed", e);
      }
    }
  }
}
