package example.minimal;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.support.DeviceIndex;
import java.util.List;

/** The way in: one device, always available. */
public class MinimalProvider implements BackendProvider {
  private static final long MEMORY = 1L << 30;

  @Override
  public String name() {
    return "minimal";
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int preference() {
    return -100;
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(
        new DeviceInfo(0, "minimal", DeviceInfo.Kind.CPU, MEMORY, "plain loops over the heap"));
  }

  @Override
  public Device open(int index, BackendContext context) {
    DeviceInfo info = DeviceIndex.require(name(), index, devices(), DeviceInfo::name);
    return open(info, Math.min(MEMORY, context.memoryLimit().orElse(MEMORY)));
  }

  /** Opens a device whose slabs take this many bytes at most. */
  protected Device open(DeviceInfo info, long memory) {
    return new MinimalDevice(info, memory);
  }
}
