package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.Recorder;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device that records, as strictly as graphs of CUDA do: events of a recording can be awaited
 * inside it alone, nobody asks whether they are done, and those from before it cannot be awaited in
 * it. Replays run in the order of recording.
 */
final class RecordingDevice extends LimitedDevice implements Recorder {
  private boolean refuses;
  private @Nullable List<Consumer<DeviceStream>> recorded;
  private int recordings;
  private int replays;
  private int events;

  RecordingDevice(Device inner) {
    super(inner, Long.MAX_VALUE);
  }

  /** Has every recording fail at its end. */
  void refuse() {
    refuses = true;
  }

  int recordings() {
    return recordings;
  }

  int replays() {
    return replays;
  }

  /**
   * Returns how many events were recorded for the device to reach, those of recordings excluded.
   */
  int events() {
    return events;
  }

  @Override
  public Optional<Recorder> recorder() {
    return Optional.of(this);
  }

  @Override
  public DeviceStream newStream() {
    return new Stream(inner().newStream());
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner().prepare(spec, options).map(Operator::new);
  }

  @Override
  public Recording record(List<DeviceStream> streams, Runnable work) {
    List<Consumer<DeviceStream>> list = new ArrayList<>();
    recorded = list;
    try {
      work.run();
    } finally {
      recorded = null;
    }
    if (refuses) {
      throw new DeviceException("this cannot be recorded");
    }
    recordings++;
    DeviceStream first = ((Stream) streams.get(0)).stream;
    return new Recording() {
      @Override
      public void replay() {
        replays++;
        list.forEach(one -> one.accept(first));
      }

      @Override
      public void close() {}
    };
  }

  private void enqueue(DeviceStream on, Consumer<DeviceStream> work) {
    if (recorded == null) {
      work.accept(on);
    } else {
      recorded.add(work);
    }
  }

  private final class Operator implements Executable {
    private final Executable executable;

    Operator(Executable executable) {
      this.executable = executable;
    }

    @Override
    public long workspaceBytes() {
      return executable.workspaceBytes();
    }

    @Override
    public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
      List<View> views = List.copyOf(operands);
      List<View> scratch = List.copyOf(workspace);
      RecordingDevice.this.enqueue(
          ((Stream) stream).stream, on -> executable.enqueue(on, views, scratch));
    }

    @Override
    public void close() {
      executable.close();
    }
  }

  private final class Stream implements DeviceStream {
    private final DeviceStream stream;

    Stream(DeviceStream stream) {
      this.stream = stream;
    }

    @Override
    public void upload(HostMemory source, long from, DeviceSlab target, long to, CopyShape shape) {
      enqueue(stream, on -> on.upload(source, from, target, to, shape));
    }

    @Override
    public void download(
        DeviceSlab source, long from, HostMemory target, long to, CopyShape shape) {
      enqueue(stream, on -> on.download(source, from, target, to, shape));
    }

    @Override
    public void copy(DeviceSlab source, long from, DeviceSlab target, long to, CopyShape shape) {
      enqueue(stream, on -> on.copy(source, from, target, to, shape));
    }

    @Override
    public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
      enqueue(stream, on -> on.fill(target, offset, bytes, pattern));
    }

    @Override
    public DeviceEvent record() {
      if (recorded != null) {
        return new Event(null, recorded);
      }
      events++;
      return new Event(stream.record(), null);
    }

    @Override
    public void await(DeviceEvent event) {
      Event awaited = (Event) event;
      if (awaited.recording != recorded) {
        throw new IllegalStateException("an event is awaited outside of its recording");
      }
      if (awaited.event != null) {
        stream.await(awaited.event);
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void synchronize() {
      if (recorded != null) {
        throw new IllegalStateException("nobody waits while work is recorded");
      }
      stream.synchronize();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private record Event(
      @Nullable DeviceEvent event, @Nullable List<Consumer<DeviceStream>> recording)
      implements DeviceEvent {
    private DeviceEvent inTime() {
      if (event == null) {
        throw new IllegalStateException("an event of a recording is in no time");
      }
      return event;
    }

    @Override
    public boolean isDone() {
      return inTime().isDone();
    }

    @Override
    public void synchronize() {
      inTime().synchronize();
    }

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return inTime().nanosSince(((Event) earlier).inTime());
    }

    @Override
    public void onCompletion(Runnable action) {
      inTime().onCompletion(action);
    }

    @Override
    public void close() {
      if (event != null) {
        event.close();
      }
    }
  }
}
