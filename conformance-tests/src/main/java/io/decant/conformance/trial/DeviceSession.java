package io.decant.conformance.trial;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Optional;

/** An open device with a stream, and short ways to move words. Used by one thread at a time. */
public final class DeviceSession implements AutoCloseable {
  private final Device device;
  private final DeviceStream stream;

  /** Takes over an open device. */
  public DeviceSession(Device device) {
    this.device = device;
    this.stream = device.newStream();
  }

  /** Returns the device. */
  public Device device() {
    return device;
  }

  /** Returns a stream of the device. */
  public DeviceStream stream() {
    return stream;
  }

  /** Prepares an operator, deterministic and with the usual workspace. */
  public Optional<Executable> prepare(OpSpec spec) {
    return device.prepare(spec, PrepareOptions.DEFAULT);
  }

  /** Writes words to device memory and waits. */
  public void write(DeviceSlab slab, long offset, int... words) {
    long bytes = 4L * words.length;
    if (bytes > 0) {
      try (HostMemory host = HostMemory.allocate(bytes)) {
        host.slice(0, Math.toIntExact(bytes)).asIntBuffer().put(words);
        stream.upload(host, 0, slab, offset, CopyShape.bytes(bytes));
        stream.synchronize();
      }
    }
  }

  /** Waits for the stream, then reads words from device memory. */
  public int[] read(DeviceSlab slab, long offset, int words) {
    int[] result = new int[words];
    if (words > 0) {
      try (HostMemory host = HostMemory.allocate(4L * words)) {
        stream.download(slab, offset, host, 0, CopyShape.bytes(4L * words));
        stream.synchronize();
        host.slice(0, 4 * words).asIntBuffer().get(result);
      }
    }
    return result;
  }

  /** Runs an operator that needs no workspace once, and waits. */
  public void run(OpSpec spec, View... operands) {
    try (Executable executable =
        device
            .prepare(spec, new PrepareOptions(0, true))
            .orElseThrow(
                () ->
                    new RuleViolation("op.mandatory", spec + " is refused without a workspace"))) {
      executable.enqueue(stream, List.of(operands), List.of());
      stream.synchronize();
    }
  }

  @Override
  public void close() {
    stream.close();
    device.close();
  }
}
