package io.decant.conformance.mutant;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import org.jspecify.annotations.Nullable;

/** Streams and events that break a rule. */
final class StreamMutants {
  private StreamMutants() {}

  @Breaks("stream.order")
  static class FillsOvertakeCopies extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        private @Nullable Runnable held;

        @Override
        public void copy(
            DeviceSlab source, long from, DeviceSlab target, long to, CopyShape shape) {
          release();
          super.copy(source, from, target, to, CopyShape.bytes(0));
          held = () -> super.copy(source, from, target, to, shape);
          if (shape.sourceExtent() > source.bytes() - from
              || shape.targetExtent() > target.bytes() - to) {
            release();
          }
        }

        @Override
        public void download(
            DeviceSlab source, long from, HostMemory target, long to, CopyShape shape) {
          release();
          super.download(source, from, target, to, shape);
        }

        @Override
        public synchronized DeviceEvent record() {
          release();
          return super.record();
        }

        private void release() {
          Runnable copy = held;
          held = null;
          if (copy != null) {
            copy.run();
          }
        }
      };
    }
  }

  @Breaks("stream.async")
  static class WaitsInAwait extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public void await(DeviceEvent event) {
          event.synchronize();
          super.await(event);
        }
      };
    }
  }

  @Breaks("stream.await")
  static class AwaitsNothing extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public void await(DeviceEvent event) {}
      };
    }
  }

  @Breaks("stream.error")
  static class SwallowsErrors extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        protected synchronized void enqueue(Runnable work) {
          super.enqueue(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException ignored) {
                  // as native calls do whose return code nobody looks at
                }
              });
        }
      };
    }
  }

  @Breaks("event.completion")
  static class ForgetsLateCompletions extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public synchronized DeviceEvent record() {
          return new ForgetfulEvent(super.record());
        }

        @Override
        public void await(DeviceEvent event) {
          super.await(((ForgetfulEvent) event).inner);
        }
      };
    }
  }

  private record ForgetfulEvent(DeviceEvent inner) implements DeviceEvent {
    @Override
    public boolean isDone() {
      return inner.isDone();
    }

    @Override
    public void synchronize() {
      inner.synchronize();
    }

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return inner.nanosSince(((ForgetfulEvent) earlier).inner);
    }

    @Override
    public void onCompletion(Runnable action) {
      if (!isDone()) {
        inner.onCompletion(action);
      }
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
