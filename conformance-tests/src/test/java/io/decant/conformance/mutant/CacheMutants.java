package io.decant.conformance.mutant;

import example.minimal.Kernel;
import example.minimal.MinimalProvider;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.support.Digest;
import io.decant.spi.support.ProgramCache;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Devices that keep programs on disk and break the rule about that. */
final class CacheMutants {
  private CacheMutants() {}

  /** Keeps the descriptions of functions as it should, as if they were compiled. */
  static class Caching extends Mutant implements ProgramCacheContract {
    private @Nullable ProgramCache cache;

    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        public Device open(int index, BackendContext context) {
          cache =
              new ProgramCache(
                  name(), context.cacheDirectory().resolve(name()), context.listener());
          return super.open(index, context);
        }

        @Override
        protected Device open(DeviceInfo info, long memory) {
          return Caching.this.device(info, memory);
        }
      };
    }

    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      ProgramCache opened = cache;
      if (spec instanceof Unary && opened != null) {
        find(opened, spec.toString());
      }
      return device.right(spec);
    }

    void find(ProgramCache opened, String text) {
      String key = Digest.name(text);
      byte[] program = text.getBytes(StandardCharsets.UTF_8);
      Optional<byte[]> found = opened.load(key);
      if (found.isPresent() && !Arrays.equals(found.get(), program)) {
        opened.discard(key, "is not accepted by the driver");
      }
      if (found.isEmpty() || !Arrays.equals(found.get(), program)) {
        opened.store(key, program);
      }
    }
  }

  @Breaks("cache.program")
  static class KeepsWhatTheDriverRefuses extends Caching {
    @Override
    void find(ProgramCache opened, String text) {
      String key = Digest.name(text);
      if (opened.load(key).isEmpty()) {
        opened.store(key, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
