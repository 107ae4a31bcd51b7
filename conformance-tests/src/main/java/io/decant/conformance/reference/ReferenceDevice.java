package io.decant.conformance.reference;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.DType;
import io.decant.spi.op.MandatoryOp;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.Set;

/** Runs everything at once, on the thread that asks. */
final class ReferenceDevice implements Device {
  private final ReferenceProvider provider;
  private final DeviceInfo info;
  private final DeviceFacts facts;

  ReferenceDevice(ReferenceProvider provider, DeviceInfo info, long memory) {
    this.provider = provider;
    this.info = info;
    this.facts = new DeviceFacts(memory, memory, 4, false, 0, Set.of(DType.FLOAT32, DType.INT32));
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public DeviceFacts facts() {
    return facts;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    return new ReferenceSlab(bytes);
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    return HostMemory.allocate(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return new ReferenceStream(provider);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return spec instanceof MandatoryOp mandatory
        ? Optional.of(new ReferenceExecutable(mandatory))
        : Optional.empty();
  }

  @Override
  public void close() {}
}
