package io.decant.conformance.mutant;

import example.minimal.Kernel;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.HostMemory;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Unary;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Devices whose lifetimes or threads break a rule. */
final class LifetimeMutants {
  private LifetimeMutants() {}

  @Breaks("life.close")
  static class ServesAfterClose extends Mutant {
    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, memory) {
        @Override
        public synchronized HostMemory allocatePinned(long bytes) {
          return HostMemory.allocate(bytes);
        }
      };
    }
  }

  @Breaks("life.threads")
  static class SharesOperands extends Mutant {
    private volatile List<FloatBuffer> shared = List.of();

    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      Optional<Kernel> right = device.right(spec);
      return spec instanceof Unary ? right.map(this::throughField) : right;
    }

    private Kernel throughField(Kernel right) {
      return operands -> {
        shared = operands;
        LockSupport.parkNanos(200_000);
        right.run(shared);
      };
    }
  }

  @Breaks("life.devices")
  static class ClosesAllDevices extends Mutant {
    private static final Set<Device> OPEN = ConcurrentHashMap.newKeySet();

    @Override
    protected Device device(DeviceInfo info, long memory) {
      Device device =
          new MutantDevice(info, memory) {
            @Override
            public void close() {
              super.close();
              if (OPEN.remove(this)) {
                OPEN.forEach(Device::close);
              }
            }
          };
      OPEN.add(device);
      return device;
    }
  }
}
