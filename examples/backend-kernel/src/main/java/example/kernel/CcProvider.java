package example.kernel;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.support.DeviceIndex;
import java.io.IOException;
import java.util.List;

/** The way in: one device, where there is a C compiler. */
public final class CcProvider implements BackendProvider {
  static final String NAME = "cc";

  private static final long MEMORY = 1L << 30;

  @Override
  public String name() {
    return NAME;
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
    try {
      Compiler.find();
      return Availability.yes();
    } catch (IOException e) {
      return Availability.no(
          "the C compiler cannot be run: " + e.getMessage(),
          "install one that can be called as 'cc', or name it by -D"
              + Compiler.PROPERTY
              + "=COMMAND");
    }
  }

  @Override
  public List<DeviceInfo> devices() {
    try {
      return List.of(
          new DeviceInfo(
              0, "host", DeviceInfo.Kind.CPU, MEMORY, "kernels by " + Compiler.find().version()));
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public Device open(int index, BackendContext context) {
    List<DeviceInfo> devices = devices();
    if (devices.isEmpty()) {
      throw new BackendUnavailableException(NAME, availability());
    }
    DeviceInfo info = DeviceIndex.require(NAME, index, devices, DeviceInfo::name);
    try {
      return new CcDevice(info, Compiler.find(), context);
    } catch (IOException e) {
      throw new BackendUnavailableException(NAME, availability());
    }
  }
}
