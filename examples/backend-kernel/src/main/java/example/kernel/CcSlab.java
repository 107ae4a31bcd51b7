package example.kernel;

import io.decant.spi.device.HostMemory;
import io.decant.spi.support.OwnedSlab;

/** Memory of the host. Thread-safe. */
final class CcSlab extends OwnedSlab<HostMemory> {
  private final CcDevice device;

  CcSlab(CcDevice device, long bytes) {
    super(
        device,
        bytes,
        handle(
            HostMemory.allocate(bytes),
            bytes,
            memory -> {
              memory.close();
              device.closed(bytes);
            }));
    this.device = device;
  }

  @Override
  protected void closing() {
    device.closing(this);
  }
}
