package io.decant.conformance.throttle;

import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.Operation;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures operators on the device that it listens to, by events around each: the shortest time of
 * each counts, since whatever else the machine does only ever adds to it. Used by the one thread
 * that enqueues.
 */
public final class OpRecorder implements Instrument {
  private record Interval(String key, DeviceEvent start, DeviceEvent end) {}

  private final Map<String, Double> shortest = new HashMap<>();
  private final List<Interval> pending = new ArrayList<>();
  private @Nullable DeviceStream stream;
  private @Nullable DeviceEvent start;
  private String key = "";

  /** Begins with no operator seen. */
  public OpRecorder() {}

  @Override
  public void beforeOperator(
      DeviceStream on, OpSpec spec, List<View> operands, List<View> workspace) {
    stream = on;
    key = RecordedTimes.key(spec);
    start = on.record();
  }

  @Override
  public void enqueued(int number, Operation operation) {
    if (stream != null && start != null) {
      pending.add(new Interval(key, start, stream.record()));
      start = null;
    }
  }

  /** Forgets what was enqueued so far, which is done. */
  public void restart() {
    close();
    shortest.clear();
  }

  /** Returns the shortest time of each kind of operator; all work enqueued so far is done. */
  public RecordedTimes times() {
    for (Interval interval : pending) {
      double seconds = Math.max(1, interval.end.nanosSince(interval.start)) / 1e9;
      shortest.merge(interval.key, seconds, Math::min);
    }
    close();
    return new RecordedTimes(shortest);
  }

  private void close() {
    for (Interval interval : pending) {
      interval.start.close();
      interval.end.close();
    }
    pending.clear();
  }
}
