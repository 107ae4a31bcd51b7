package io.decant.conformance.mutant;

import example.minimal.Kernel;
import example.minimal.MinimalProvider;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.OpSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Devices that are right as long as nothing comes and goes while operators run. */
final class TieringMutants {
  private TieringMutants() {}

  /** A mutant whose streams know whether they have waited for another one since the last wait. */
  abstract static class OvertakenMutant extends OperatorMutants.KernelMutant {
    private volatile boolean behindAnother;

    /** Returns whether the work that runs is behind work of another stream. */
    boolean behindAnother() {
      return behindAnother;
    }

    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      return right;
    }

    @Override
    protected MutantStream stream() {
      return new OvertakenStream();
    }

    class OvertakenStream extends MutantStream {
      private boolean waited;

      /** Returns whether what is enqueued next is behind work of another stream. */
      boolean waited() {
        return waited;
      }

      @Override
      public void await(DeviceEvent event) {
        super.await(event);
        waited = true;
        enqueue(() -> behindAnother = true);
      }

      @Override
      public void synchronize() {
        super.synchronize();
        waited = false;
        behindAnother = false;
      }
    }
  }

  @Breaks("tiering.bits")
  static class CutsDownloadsFromMiddlingSlabsShort extends OvertakenMutant {
    private static final int SMALL = 200_000;
    private static final int LARGE = 300_000;

    @Override
    protected MutantStream stream() {
      return new OvertakenStream() {
        @Override
        public void download(
            DeviceSlab source, long from, HostMemory target, long to, CopyShape shape) {
          boolean middling = source.bytes() > SMALL && source.bytes() < LARGE;
          boolean cut = waited() && middling && shape.rows() == 1;
          super.download(
              source, from, target, to, cut ? CopyShape.bytes(shape.total() / 2) : shape);
        }
      };
    }
  }

  /** Which uploads of rows are behind another stream's work depends on who is first. */
  @Breaks(
      value = "tiering.tiles",
      sometimes = {"tiering.order", "tiering.poison"})
  static class ForgetsPitchBehindAnotherStream extends OvertakenMutant {
    @Override
    protected MutantStream stream() {
      return new OvertakenStream() {
        @Override
        public void upload(
            HostMemory source, long from, DeviceSlab target, long to, CopyShape shape) {
          boolean room =
              from + shape.total() <= source.bytes() && to + shape.total() <= target.bytes();
          super.upload(
              source, from, target, to, waited() && room ? CopyShape.bytes(shape.total()) : shape);
        }
      };
    }
  }

  @Breaks("tiering.recompute")
  static class ComputesSomethingElseTheSecondTime extends OvertakenMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Binary op) || op.function() != BinaryFunction.MUL) {
        return right;
      }
      Set<Integer> known = new HashSet<>();
      return operands -> {
        float[][] inputs = new float[2][];
        for (int i = 0; i < inputs.length; i++) {
          inputs[i] = new float[operands.get(i).limit()];
          operands.get(i).get(0, inputs[i]);
        }
        right.run(operands);
        if (!known.add(Arrays.deepHashCode(inputs)) && behindAnother()) {
          FloatBuffer computed = operands.get(2);
          for (int i = 0; i < computed.limit(); i++) {
            computed.put(i, 1 - computed.get(i));
          }
        }
      };
    }
  }

  @Breaks("tiering.order")
  static class HasAMemoryManagerThatPeeksAtWhatLeaves extends Mutant {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        protected Device open(DeviceInfo info, long memory) {
          return HasAMemoryManagerThatPeeksAtWhatLeaves.this.device(
              LayerMutants.named(info, PeekingMemoryProvider.MANAGED_DEVICE), memory);
        }
      };
    }
  }

  @Breaks("tiering.poison")
  static class LooksAtOldProductsBehindAnotherStream extends OvertakenMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      Kernel wrong = LayerMutants.lookingAtOldProducts(spec, right);
      return operands -> (behindAnother() ? wrong : right).run(operands);
    }
  }

  @Breaks("tiering.refusal")
  static class NeedsRoomForWholePages extends Mutant {
    private static final int PAGE = 4096;

    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, memory) {
        @Override
        public synchronized DeviceSlab allocate(long bytes) {
          long pages = available() / PAGE;
          if (bytes > pages * PAGE) {
            throw new OutOfDeviceMemoryException(info.name(), bytes, pages * PAGE);
          }
          return super.allocate(bytes);
        }

        private long available() {
          try {
            super.allocate(Long.MAX_VALUE).close();
            return Long.MAX_VALUE;
          } catch (OutOfDeviceMemoryException e) {
            return e.availableBytes();
          }
        }
      };
    }
  }

  @Breaks("tiering.share")
  static class SaysThatAllIsLeft extends Mutant {
    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, memory) {
        @Override
        public synchronized DeviceSlab allocate(long bytes) {
          try {
            return super.allocate(bytes);
          } catch (OutOfDeviceMemoryException e) {
            throw new OutOfDeviceMemoryException(info.name(), bytes, memory);
          }
        }
      };
    }
  }

  @Breaks("tiering.failure")
  static class RecoversWhenAnotherStreamHasHeard extends Mutant {
    @Override
    protected MutantStream stream() {
      return new ForgivingStream();
    }

    /** A stream that goes on behind failed work as soon as another one has waited for it. */
    private static final class ForgivingStream extends MutantStream {
      private volatile @Nullable RuntimeException failure;

      @Override
      protected synchronized void enqueue(Runnable work) {
        super.enqueue(
            () -> {
              try {
                if (failure == null) {
                  work.run();
                }
              } catch (RuntimeException e) {
                failure = e;
              }
            });
      }

      @Override
      public synchronized DeviceEvent record() {
        AtomicReference<@Nullable RuntimeException> seen = new AtomicReference<>();
        super.enqueue(() -> seen.set(failure));
        return new ForgivingEvent(
            super.record(), this, seen, new AtomicBoolean(), new AtomicBoolean());
      }

      @Override
      public void await(DeviceEvent event) {
        ForgivingEvent other = (ForgivingEvent) event;
        other.heard.set(true);
        super.await(other.inner);
        super.enqueue(
            () -> {
              if (other.seen.getAndSet(null) != null) {
                other.stream.failure = null;
              }
            });
      }
    }

    /**
     * No poll finds that work failed: it seems to be under way until somebody waits for it. Nor
     * does who waits once a stream is to, whichever of them comes first.
     */
    private record ForgivingEvent(
        DeviceEvent inner,
        ForgivingStream stream,
        AtomicReference<@Nullable RuntimeException> seen,
        AtomicBoolean told,
        AtomicBoolean heard)
        implements DeviceEvent {
      @Override
      public boolean isDone() {
        return inner.isDone() && (seen.get() == null || told.get());
      }

      @Override
      public void synchronize() {
        inner.synchronize();
        RuntimeException failure = seen.get();
        if (failure != null && !heard.get()) {
          told.set(true);
          throw new DeviceException("work on a stream failed", failure);
        }
      }

      @Override
      public long nanosSince(DeviceEvent earlier) {
        return inner.nanosSince(((ForgivingEvent) earlier).inner);
      }

      @Override
      public void onCompletion(Runnable action) {
        inner.onCompletion(action);
      }

      @Override
      public void close() {
        inner.close();
      }
    }
  }
}
