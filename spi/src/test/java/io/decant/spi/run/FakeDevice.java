package io.decant.spi.run;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.Recorder;
import io.decant.spi.device.View;
import io.decant.spi.op.DType;
import io.decant.spi.op.MandatoryOp;
import io.decant.spi.op.OpSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Records what is asked of it. Copies happen at once, operators not at all, completions when {@link
 * #complete} is called.
 */
final class FakeDevice implements Device {
  final List<String> log = new ArrayList<>();
  final List<OpSpec> prepared = new ArrayList<>();
  final List<Long> limits = new ArrayList<>();
  final List<HostMemory> pinned = new ArrayList<>();
  Predicate<OpSpec> supported = MandatoryOp.class::isInstance;
  ToLongFunction<OpSpec> workspace = spec -> 0;

  /** What fails with a DeviceException instead of being done, by its line in the log. */
  Predicate<String> fails = line -> false;

  /** Whether work can be recorded. */
  boolean records;

  private final List<Runnable> completions = new ArrayList<>();

  void complete() {
    List<Runnable> due = List.copyOf(completions);
    completions.clear();
    due.forEach(Runnable::run);
  }

  void note(String line) {
    log.add(line);
    if (fails.test(line)) {
      throw new DeviceException("fake: " + line + " failed");
    }
  }

  @Override
  public DeviceInfo info() {
    return new DeviceInfo(0, "fake", DeviceInfo.Kind.ACCELERATOR, 1 << 20, "");
  }

  @Override
  public DeviceFacts facts() {
    return new DeviceFacts(1 << 20, 1 << 20, 64, false, 0, Set.of(DType.FLOAT32, DType.INT32));
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    return new Slab(HostMemory.allocate(bytes));
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    HostMemory memory = HostMemory.allocate(bytes);
    pinned.add(memory);
    return memory;
  }

  @Override
  public DeviceStream newStream() {
    return new Stream();
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    note("prepare " + spec.name());
    prepared.add(spec);
    limits.add(options.workspaceLimit());
    return supported.test(spec)
        ? Optional.of(new FakeExecutable(spec, options.workspaceLimit()))
        : Optional.empty();
  }

  @Override
  public Optional<Recorder> recorder() {
    return records ? Optional.of(this::record) : Optional.empty();
  }

  private Recorder.Recording record(List<DeviceStream> streams, Runnable work) {
    note("begin to record");
    work.run();
    note("end to record");
    return new Recorder.Recording() {
      @Override
      public void replay() {
        note("replay");
      }

      @Override
      public void close() {
        note("close recording");
      }
    };
  }

  @Override
  public void close() {
    note("close device");
  }

  private record Slab(HostMemory memory) implements DeviceSlab {
    @Override
    public long bytes() {
      return memory.bytes();
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private final class FakeExecutable implements Executable {
    private final OpSpec spec;
    private final long limit;

    FakeExecutable(OpSpec spec, long limit) {
      this.spec = spec;
      this.limit = limit;
    }

    @Override
    public long workspaceBytes() {
      return Math.min(limit, workspace.applyAsLong(spec));
    }

    @Override
    public void enqueue(DeviceStream stream, List<View> operands, List<View> scratch) {
      note("run " + spec.name() + (scratch.isEmpty() ? "" : " with workspace"));
    }

    @Override
    public void close() {
      note("close " + spec.name());
    }
  }

  private final class Stream implements DeviceStream {
    @Override
    public void upload(
        HostMemory source, long sourceOffset, DeviceSlab target, long offset, CopyShape shape) {
      note("upload " + shape.total());
      copy(source, sourceOffset, ((Slab) target).memory, offset, shape);
    }

    @Override
    public void download(
        DeviceSlab source, long offset, HostMemory target, long targetOffset, CopyShape shape) {
      note("download " + shape.total());
      copy(((Slab) source).memory, offset, target, targetOffset, shape);
    }

    @Override
    public void copy(
        DeviceSlab source, long sourceOffset, DeviceSlab target, long offset, CopyShape shape) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DeviceEvent record() {
      note("record");
      return new Event();
    }

    @Override
    public void await(DeviceEvent event) {
      note("await");
    }

    @Override
    public void flush() {
      note("flush");
    }

    @Override
    public void synchronize() {
      note("synchronize");
    }

    @Override
    public void close() {
      note("close stream");
    }

    private void copy(
        HostMemory from, long fromOffset, HostMemory to, long toOffset, CopyShape shape) {
      int bytes = Math.toIntExact(shape.total());
      to.slice(toOffset, bytes).put(from.slice(fromOffset, bytes));
    }
  }

  private final class Event implements DeviceEvent {
    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {
      note("wait for event");
    }

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return 0;
    }

    @Override
    public void onCompletion(Runnable action) {
      completions.add(action);
    }

    @Override
    public void close() {}
  }
}
