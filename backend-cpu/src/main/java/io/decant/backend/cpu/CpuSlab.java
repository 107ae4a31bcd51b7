package io.decant.backend.cpu;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.memory.Storage;
import io.decant.spi.support.OwnedSlab;
import java.nio.ByteBuffer;

/** A slab, used by each command enqueued on it until that is done. Thread-safe. */
final class CpuSlab extends OwnedSlab<Storage> {
  private final CpuDevice device;
  private final Storage storage;

  CpuSlab(CpuDevice device, Storage storage, long bytes) {
    super(
        device,
        bytes,
        handle(
            storage,
            bytes,
            memory -> {
              memory.free();
              device.closed(bytes);
            }));
    this.device = device;
    this.storage = storage;
  }

  /** Returns floats of this slab; used by who acquired it. */
  Region region(long offset, long count) {
    return storage.region(offset, count);
  }

  /** Returns bytes of this slab; used by who acquired it. */
  ByteBuffer slice(long offset, int length) {
    return storage.slice(offset, length);
  }

  @Override
  protected void closing() {
    device.closing(this);
  }
}
