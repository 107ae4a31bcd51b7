package io.decant.backend.opencl;

import io.decant.backend.opencl.platform.FoundDevice;
import io.decant.backend.opencl.platform.JavaSignals;
import io.decant.backend.opencl.platform.Platforms;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceInfo.Kind;
import io.decant.spi.support.DeviceIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * The OpenCL backend: every device of every platform, graphics processors first.
 *
 * <p>Configuration: {@code decant.opencl.largest_group} caps the work items of a work group, 1 to
 * 65536; what the device allows unless given. {@code decant.opencl.shaped_for}, {@code cpu} or
 * {@code gpu}, is the kind of device that kernels are shaped for; the kind that it is unless given.
 */
public final class OpenClBackendProvider implements BackendProvider {
  static final String NAME = "opencl";

  private static final int PREFERENCE = 50;

  /** The CPU backend is faster on the host's processor than OpenCL is. */
  private static final int ON_CPU = -50;

  /** Creates the provider. */
  public OpenClBackendProvider() {}

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
    return PREFERENCE;
  }

  @Override
  public int preference(Kind kind) {
    return kind == Kind.CPU ? ON_CPU : PREFERENCE;
  }

  @Override
  public Availability availability() {
    return Platforms.scan().availability();
  }

  @Override
  public List<DeviceInfo> devices() {
    List<DeviceInfo> infos = new ArrayList<>();
    for (FoundDevice device : Platforms.scan().devices()) {
      infos.add(device.info(infos.size()));
    }
    return infos;
  }

  @Override
  public Device open(int index, BackendContext context) {
    Platforms platforms = Platforms.scan();
    Availability availability = platforms.availability();
    if (!availability.available()) {
      throw new BackendUnavailableException(NAME, availability);
    }
    FoundDevice device =
        DeviceIndex.require(NAME, index, platforms.devices(), each -> each.query().name());
    platforms.problems().forEach(problem -> context.listener().info(NAME + ": " + problem));
    if (device.kind() == Kind.CPU) {
      JavaSignals.problem().ifPresent(context.listener()::warning);
    }
    return OpenClDevice.open(device, index, context);
  }
}
