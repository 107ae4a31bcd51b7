package io.decant.conformance.mutant;

import example.minimal.Kernel;
import io.decant.conformance.oracle.Elements;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.TrustRatio;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Operators that break a rule. */
final class OperatorMutants {
  private OperatorMutants() {}

  /** A mutant that replaces the loops of some operators. */
  abstract static class KernelMutant extends Mutant {
    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      return device.right(spec).map(right -> replace(spec, device, right));
    }

    /** Returns the loop to use in place of the right one. */
    abstract Kernel replace(OpSpec spec, MutantDevice device, Kernel right);
  }

  @Breaks("op.mandatory")
  static class LacksALayout extends Mutant {
    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      boolean lacking = spec instanceof Gather gather && !gather.layout().hasCount();
      return lacking ? Optional.empty() : device.right(spec);
    }
  }

  @Breaks("op.unknown")
  static class ThrowsAtUnknown extends Mutant {
    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      if (!spec.getClass().getPackageName().equals(OpSpec.class.getPackageName())) {
        throw new UnsupportedOperationException(spec.name());
      }
      return device.right(spec);
    }
  }

  @Breaks("op.value")
  static class TakesTheLastMaximum extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof WindowReduce op) || !op.indices()) {
        return right;
      }
      Window window = op.window().withPlanes(1);
      int inputs = (int) window.inputCount();
      int outputs = (int) window.outputCount();
      int cells = (int) window.kernelCount();
      int together = (int) op.elementsAtPosition();
      Kernel unfold = device.right(new Im2col(window)).orElseThrow();
      return operands -> {
        right.run(operands);
        FloatBuffer places = FloatBuffer.allocate(inputs);
        for (int i = 0; i < inputs; i++) {
          places.put(i, i + 1f);
        }
        FloatBuffer columns = FloatBuffer.allocate(cells * outputs);
        unfold.run(List.of(places, columns));
        for (int at = 0; at < op.window().planes() * outputs; at++) {
          int plane = at / outputs * inputs;
          for (int k = 0; k < cells; k++) {
            int cell = (int) columns.get(k * outputs + at % outputs) - 1;
            if (cell >= 0 && operands.get(0).get(plane + cell) == operands.get(1).get(at)) {
              int position = cell / together;
              operands.get(2).put(at, position);
            }
          }
        }
      };
    }
  }

  /** Implements an operator in one piece, which the right device decomposes. */
  @Breaks("op.value")
  static class ForgetsTheDecay extends Mutant {
    @Override
    protected Optional<Kernel> kernel(OpSpec spec, MutantDevice device) {
      if (!(spec instanceof TrustRatio op)) {
        return device.right(spec);
      }
      return Optional.of(
          operands -> {
            float clip = op.clipped() ? operands.get(3).get(0) : 1;
            double gradient = op.gradientScale() * clip * Math.sqrt(operands.get(0).get(0));
            double weights = Math.sqrt(operands.get(1).get(0));
            double ratio = gradient > 0 && weights > 0 ? op.coefficient() * weights / gradient : 1;
            FloatBuffer local = operands.get(operands.size() - 1);
            local.put(0, (float) (ratio * operands.get(2).get(0)));
          });
    }
  }

  @Breaks("op.intent")
  static class MultipliesOldResultByZero extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Gemm op) || op.beta() != 0) {
        return right;
      }
      Gemm adding =
          new Gemm(
              op.batch(), op.m(), op.n(), op.k(), op.a(), op.b(), op.c(), op.alpha(), 1, op.mode());
      Kernel kernel = device.right(adding).orElseThrow();
      long[] elements = Elements.offsets(op.operands().get(2).tensor());
      return operands -> {
        for (long element : elements) {
          operands.get(2).put((int) element, 0 * operands.get(2).get((int) element));
        }
        kernel.run(operands);
      };
    }
  }

  @Breaks("op.empty")
  static class DoesNothingOverNothing extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      return spec instanceof Reduce op && op.middle() == 0 ? operands -> {} : right;
    }
  }

  @Breaks("op.repeat")
  static class SumsInAnyOrder extends KernelMutant {
    private final AtomicLong runs = new AtomicLong();

    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Reduce op)
          || op.function() != Reduce.Function.SUM
          || op.inner() != 1
          || op.accumulate()) {
        return right;
      }
      return operands -> {
        for (int o = 0; o < op.outer(); o++) {
          long split = op.middle() / (2 + runs.incrementAndGet() % 5);
          double first = 0;
          double second = 0;
          for (int m = 0; m < op.middle(); m++) {
            float value = operands.get(0).get((int) (o * op.middle()) + m);
            first += m < split ? value : 0;
            second += m < split ? 0 : value;
          }
          operands.get(1).put(o, op.alpha() * ((float) first + (float) second));
        }
      };
    }
  }

  @Breaks("op.inplace")
  static class ClearsTheResultFirst extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Binary op)) {
        return right;
      }
      return operands -> {
        for (int i = 0; i < op.count(); i++) {
          operands.get(2).put(i, 0);
        }
        right.run(operands);
      };
    }
  }

  @Breaks("op.nan")
  static class MaximumByComparison extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Binary op) || op.function() != BinaryFunction.MAX) {
        return right;
      }
      return operands -> {
        for (int i = 0; i < op.count(); i++) {
          float x = operands.get(0).get(i);
          float y = operands.get(1).get(i);
          operands.get(2).put(i, x > y ? x : y);
        }
      };
    }
  }
}
