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
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device of which one copy between host and device fails: when it is enqueued, or later, on its
 * stream.
 */
final class FaultyDevice extends LimitedDevice {
  private final boolean later;
  private final AtomicInteger untilFailure;

  /**
   * Wraps a device.
   *
   * @param copy which copy fails, counted from 1
   * @param later whether it is its stream that fails
   */
  FaultyDevice(Device inner, int copy, boolean later) {
    super(inner, Long.MAX_VALUE);
    this.later = later;
    this.untilFailure = new AtomicInteger(copy);
  }

  /** Returns whether the copy that fails was reached. */
  boolean hasFailed() {
    return untilFailure.get() <= 0;
  }

  @Override
  public DeviceStream newStream() {
    return new FaultyStream(inner().newStream());
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner().prepare(spec, options).map(FaultyExecutable::new);
  }

  /** Returns an event of work that has failed. */
  private DeviceEvent failedEvent() {
    while (true) {
      DeviceStream broken = inner().newStream();
      try (DeviceSlab slab = inner().allocate(1 << 16);
          HostMemory large = HostMemory.allocate(1 << 16)) {
        HostMemory gone = HostMemory.allocate(64);
        for (int i = 0; i < 100; i++) {
          broken.upload(large, 0, slab, 0, CopyShape.bytes(1 << 16));
        }
        broken.upload(gone, 0, slab, 0, CopyShape.bytes(64));
        gone.close();
        DeviceEvent event = broken.record();
        try {
          event.synchronize();
        } catch (DeviceException e) {
          return event;
        }
      } finally {
        broken.close();
      }
    }
  }

  private record FaultyExecutable(Executable executable) implements Executable {
    @Override
    public long workspaceBytes() {
      return executable.workspaceBytes();
    }

    @Override
    public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
      executable.enqueue(((FaultyStream) stream).stream, operands, workspace);
    }

    @Override
    public void close() {
      executable.close();
    }
  }

  private final class FaultyStream implements DeviceStream {
    private final DeviceStream stream;

    FaultyStream(DeviceStream stream) {
      this.stream = stream;
    }

    private void count() {
      if (untilFailure.decrementAndGet() == 0) {
        if (!later) {
          throw new DeviceException("injected");
        }
        stream.await(failedEvent());
      }
    }

    @Override
    public void upload(
        HostMemory source,
        long sourceOffset,
        DeviceSlab target,
        long targetOffset,
        CopyShape shape) {
      count();
      stream.upload(source, sourceOffset, target, targetOffset, shape);
    }

    @Override
    public void download(
        DeviceSlab source,
        long sourceOffset,
        HostMemory target,
        long targetOffset,
        CopyShape shape) {
      count();
      stream.download(source, sourceOffset, target, targetOffset, shape);
    }

    @Override
    public void copy(
        DeviceSlab source,
        long sourceOffset,
        DeviceSlab target,
        long targetOffset,
        CopyShape shape) {
      stream.copy(source, sourceOffset, target, targetOffset, shape);
    }

    @Override
    public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
      stream.fill(target, offset, bytes, pattern);
    }

    @Override
    public DeviceEvent record() {
      return stream.record();
    }

    @Override
    public void await(DeviceEvent event) {
      stream.await(event);
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void synchronize() {
      stream.synchronize();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
