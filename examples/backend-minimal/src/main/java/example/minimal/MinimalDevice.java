package example.minimal;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.MemoryBudget;
import io.decant.spi.support.MemoryChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Memory within a limit, streams, and the loop for each operator. */
public class MinimalDevice implements Device {
  private final DeviceInfo info;
  private final MemoryBudget budget;
  private final List<MinimalStream> streams = new ArrayList<>();
  private boolean closed;

  /** Opens the device. */
  protected MinimalDevice(DeviceInfo info, long memory) {
    this.info = info;
    this.budget = new MemoryBudget(info.name(), memory);
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public DeviceFacts facts() {
    long memory = budget.capacity();
    return new DeviceFacts(memory, memory, 4, true, 0, Set.of(DType.FLOAT32, DType.INT32));
  }

  @Override
  public synchronized DeviceSlab allocate(long bytes) {
    checkOpen();
    MemoryChecks.slab(bytes);
    budget.take(bytes);
    return new MinimalSlab(bytes, budget::release);
  }

  @Override
  public synchronized HostMemory allocatePinned(long bytes) {
    checkOpen();
    return HostMemory.allocate(bytes);
  }

  @Override
  public synchronized DeviceStream newStream() {
    checkOpen();
    MinimalStream stream = createStream();
    streams.add(stream);
    return stream;
  }

  /** Creates what {@link #newStream} returns. */
  protected MinimalStream createStream() {
    return new MinimalStream();
  }

  @Override
  public synchronized Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return kernel(spec).map(MinimalExecutable::new);
  }

  /** Returns the loop that computes an operator; empty for those that have none. */
  protected Optional<Kernel> kernel(OpSpec spec) {
    return Kernels.find(spec);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    streams.forEach(MinimalStream::close);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("device '" + info.name() + "' was closed");
    }
  }
}
