package io.decant.conformance.mutant;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;

/** Devices whose memory breaks a rule. */
final class MemoryMutants {
  private MemoryMutants() {}

  @Breaks("memory.limit")
  static class IgnoresLimit extends Mutant {
    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, 1L << 40) {
        @Override
        public DeviceFacts facts() {
          DeviceFacts facts = super.facts();
          return new DeviceFacts(memory, memory, facts.viewAlignment(), true, 0, facts.types());
        }

        @Override
        public synchronized DeviceSlab allocate(long bytes) {
          // what does not fit the heap is refused after all
          return super.allocate(bytes > 1L << 28 ? Long.MAX_VALUE : bytes);
        }
      };
    }
  }

  @Breaks("memory.roundtrip")
  static class IgnoresPitch extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public void upload(
            HostMemory source, long from, DeviceSlab target, long to, CopyShape shape) {
          super.upload(source, from, target, to, CopyShape.bytes(shape.total()));
        }
      };
    }
  }

  @Breaks("memory.fill")
  static class FillsOneWordMore extends Mutant {
    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
          boolean room = offset >= 0 && bytes >= 0 && offset <= target.bytes() - bytes - 4;
          super.fill(target, offset, room ? bytes + 4 : bytes, pattern);
        }
      };
    }
  }
}
