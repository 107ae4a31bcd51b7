package io.decant.conformance.mutant;

import example.minimal.MinimalProvider;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;

/** Providers that break a rule. */
final class ProviderMutants {
  private ProviderMutants() {}

  @Breaks("provider.name")
  static class Shouting extends Mutant {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        protected Device open(DeviceInfo info, long memory) {
          return Shouting.this.device(info, memory);
        }

        @Override
        public String name() {
          return "Minimal 2";
        }
      };
    }
  }

  @Breaks("provider.availability")
  static class UnavailableWithoutCause extends Mutant {
    @Override
    public boolean deviceRequired() {
      return false;
    }

    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        protected Device open(DeviceInfo info, long memory) {
          return UnavailableWithoutCause.this.device(info, memory);
        }

        @Override
        public Availability availability() {
          return Availability.no("", "");
        }
      };
    }
  }

  @Breaks("provider.index")
  static class OpensAnyIndex extends Mutant {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        protected Device open(DeviceInfo info, long memory) {
          return OpensAnyIndex.this.device(info, memory);
        }

        @Override
        public Device open(int index, BackendContext context) {
          return super.open(0, context);
        }
      };
    }
  }
}
