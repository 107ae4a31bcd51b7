package io.decant.conformance.mutant;

import example.minimal.Kernel;
import example.minimal.MinimalDevice;
import example.minimal.MinimalProvider;
import example.minimal.MinimalStream;
import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.FaultyWork;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.OpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A claim about the minimal backend, of which a subclass replaces a part. */
abstract class Mutant implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new MinimalProvider() {
      @Override
      protected Device open(DeviceInfo info, long memory) {
        return Mutant.this.device(info, memory);
      }
    };
  }

  /** Returns the device of the mutant. */
  protected Device device(DeviceInfo info, long memory) {
    return new MutantDevice(info, memory);
  }

  /** Returns a stream of the mutant. */
  protected MutantStream stream() {
    return new MutantStream();
  }

  /** Returns the loop that computes an operator, given the right one. */
  protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
    return device.right(spec);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(4);
  }

  @Override
  public int randomCases() {
    return 3;
  }

  /** Nets are left to the mutants of their own rules: most others break them too. */
  @Override
  public int layerVariants() {
    Class<?> group = getClass().getEnclosingClass();
    return group == LayerMutants.class || group == TieringMutants.class ? 1 : 0;
  }

  @Override
  public List<String> planners() {
    boolean tiering = getClass().getEnclosingClass() == TieringMutants.class;
    return tiering ? List.of(MemoryOptions.DEFAULT_PLANNER) : List.of();
  }

  @Override
  public Optional<FaultyWork> faultyWork() {
    return Optional.of((device, stream) -> ((MutantStream) stream).fail());
  }

  /** A minimal device with the mutant's streams and loops. */
  class MutantDevice extends MinimalDevice {
    MutantDevice(DeviceInfo info, long memory) {
      super(info, memory);
    }

    @Override
    protected MinimalStream createStream() {
      return stream();
    }

    @Override
    protected Optional<Kernel> kernel(OpSpec spec) {
      return Mutant.this.kernel(spec, this);
    }

    /** Returns the minimal backend's own loop. */
    Optional<Kernel> right(OpSpec spec) {
      return super.kernel(spec);
    }
  }

  /** A minimal stream that can be made to fail. */
  static class MutantStream extends MinimalStream {
    void fail() {
      enqueue(
          () -> {
            throw new ArithmeticException("made to fail");
          });
    }
  }
}
