package io.decant.conformance.mutant;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Optional;

/** Executables that treat their views in ways that break a rule. */
final class ViewMutants {
  private ViewMutants() {}

  /** A mutant that does something of its own when an operator is enqueued. */
  abstract static class ExecutableMutant extends Mutant {
    @Override
    protected Device device(DeviceInfo info, long memory) {
      return new MutantDevice(info, memory) {
        @Override
        public synchronized Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
          return super.prepare(spec, options).map(right -> replace(spec, right));
        }

        @Override
        public DeviceFacts facts() {
          DeviceFacts facts = super.facts();
          return new DeviceFacts(
              facts.memoryBytes(), facts.allocationLimit(), 64, true, 0, facts.types());
        }
      };
    }

    private Executable replace(OpSpec spec, Executable right) {
      return new Executable() {
        @Override
        public long workspaceBytes() {
          return right.workspaceBytes();
        }

        @Override
        public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
          ExecutableMutant.this.enqueue(spec, right, stream, operands);
        }
      };
    }

    abstract void enqueue(OpSpec spec, Executable right, DeviceStream stream, List<View> operands);
  }

  @Breaks("op.workspace")
  static class ScattersBehindTheEnd extends ExecutableMutant {
    @Override
    void enqueue(OpSpec spec, Executable right, DeviceStream stream, List<View> operands) {
      right.enqueue(stream, operands, List.of());
      if (spec instanceof ScatterAdd) {
        View y = operands.get(2);
        stream.fill(y.slab(), y.offset() + y.tensor().extentBytes(), 4, 0);
      }
    }
  }

  @Breaks("op.views")
  static class RoundsOffsets extends ExecutableMutant {
    @Override
    void enqueue(OpSpec spec, Executable right, DeviceStream stream, List<View> operands) {
      List<View> views = operands;
      if (spec instanceof Unary) {
        views =
            operands.stream()
                .map(view -> new View(view.slab(), view.offset() / 64 * 64, view.tensor()))
                .toList();
      }
      right.enqueue(stream, views, List.of());
    }
  }
}
