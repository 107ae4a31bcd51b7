package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A stream of which only {@code record} is used: it notes a time that the test sets. */
final class InstantStream {
  /** The time in nanoseconds. */
  long now;

  /** How many events are open. */
  int open;

  /** Returns the stream. */
  DeviceStream stream() {
    return doing(
        (self, method, arguments) -> {
          assertEquals("record", method.getName());
          return at(now);
        });
  }

  /** Returns a stream that does what a test says, by the names of its methods. */
  static DeviceStream doing(InvocationHandler calls) {
    return (DeviceStream)
        Proxy.newProxyInstance(
            DeviceStream.class.getClassLoader(), new Class<?>[] {DeviceStream.class}, calls);
  }

  /** Returns an open event at a time in nanoseconds. */
  DeviceEvent at(long nanos) {
    open++;
    return new Instant(nanos);
  }

  /** An event at a time. */
  private final class Instant implements DeviceEvent {
    private final long time;

    Instant(long time) {
      this.time = time;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {}

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return time - ((Instant) earlier).time;
    }

    @Override
    public void onCompletion(Runnable action) {
      action.run();
    }

    @Override
    public void close() {
      open--;
    }
  }
}
