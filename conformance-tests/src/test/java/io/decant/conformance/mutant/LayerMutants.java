package io.decant.conformance.mutant;

import example.minimal.Kernel;
import example.minimal.MinimalProvider;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Unary;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Devices that are right as long as operators run one at a time, and wrong in nets. */
final class LayerMutants {
  private LayerMutants() {}

  /** A mutant with loops that know whether another operator ran since the last wait. */
  abstract static class ChainMutant extends OperatorMutants.KernelMutant {
    private volatile boolean behindAnother;

    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      Kernel wrong = wrong(spec, right);
      return operands -> {
        (behindAnother ? wrong : right).run(operands);
        behindAnother = true;
      };
    }

    /** Returns what an operator does behind another one. */
    abstract Kernel wrong(OpSpec spec, Kernel right);

    @Override
    protected MutantStream stream() {
      return new MutantStream() {
        @Override
        public void synchronize() {
          super.synchronize();
          behindAnother = false;
        }
      };
    }
  }

  @Breaks("layer.value")
  static class LosesTiesBehindAnotherOperator extends ChainMutant {
    @Override
    Kernel wrong(OpSpec spec, Kernel right) {
      if (!(spec instanceof Broadcast op) || op.function() != BinaryFunction.GREATER_EQUAL) {
        return right;
      }
      return operands -> {
        right.run(operands);
        long[] stride = op.strides();
        int at = 0;
        for (long outer = 0; outer < op.outer(); outer++) {
          for (long middle = 0; middle < op.middle(); middle++) {
            for (long inner = 0; inner < op.inner(); inner++, at++) {
              int other = (int) (outer * stride[0] + middle * stride[1] + inner * stride[2]);
              if (operands.get(0).get(at) == operands.get(1).get(other)) {
                operands.get(2).put(at, 0);
              }
            }
          }
        }
      };
    }
  }

  @Breaks("layer.poison")
  static class LooksAtOldProductsBehindAnotherOperator extends ChainMutant {
    @Override
    Kernel wrong(OpSpec spec, Kernel right) {
      return lookingAtOldProducts(spec, right);
    }
  }

  /** Returns a loop that adds nothing times what a product overwrites; others are right. */
  static Kernel lookingAtOldProducts(OpSpec spec, Kernel right) {
    if (!(spec instanceof Gemm op) || op.beta() != 0 || op.c().batchStride() == 0) {
      return right;
    }
    return operands -> {
      FloatBuffer c = operands.get(2);
      float[] old = new float[c.limit()];
      c.get(0, old);
      right.run(operands);
      for (int i = 0; i < old.length; i++) {
        c.put(i, c.get(i) + 0 * old[i]);
      }
    };
  }

  @Breaks("layer.gradient")
  static class RunsOutOfSlotsForArguments extends OperatorMutants.KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Unary op) || op.function() != Unary.Function.TANH) {
        return right;
      }
      AtomicInteger runs = new AtomicInteger();
      return operands -> {
        right.run(operands);
        if (runs.incrementAndGet() > 32) {
          operands.get(1).put(0, 0);
        }
      };
    }
  }

  @Breaks("layer.order")
  static class HasAMemoryManagerThatPeeks extends Mutant {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        protected Device open(DeviceInfo info, long memory) {
          return HasAMemoryManagerThatPeeks.this.device(
              named(info, PeekingMemoryProvider.DEVICE), memory);
        }
      };
    }
  }

  /** Returns the same device under another name. */
  static DeviceInfo named(DeviceInfo info, String name) {
    return new DeviceInfo(info.index(), name, info.kind(), info.memoryBytes(), info.details());
  }
}
