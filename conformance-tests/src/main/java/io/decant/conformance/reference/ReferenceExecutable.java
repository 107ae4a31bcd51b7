package io.decant.conformance.reference;

import io.decant.conformance.oracle.Elements;
import io.decant.conformance.oracle.Estimates;
import io.decant.conformance.oracle.Oracle;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.DType;
import io.decant.spi.op.MandatoryOp;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * A mandatory operator, computed by the oracle.
 *
 * @param spec which
 */
record ReferenceExecutable(MandatoryOp spec) implements Executable {
  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    List<Estimates.Slice> slices = new ArrayList<>();
    List<Operand> kinds = spec.operands();
    for (int i = 0; i < kinds.size(); i++) {
      View view = operands.get(i);
      ReferenceSlab slab = ReferenceSlab.cast(view.slab());
      int first = ReferenceSlab.word(view.offset());
      boolean integers = kinds.get(i).tensor().type() == DType.INT32;
      slices.add(integers ? integers(slab, first, kinds.get(i)) : slab.numbers().from(first));
    }
    Oracle.compute(spec, slices);
    for (int i = 0; i < kinds.size(); i++) {
      Operand kind = kinds.get(i);
      if (kind.tensor().type() == DType.INT32 && kind.intent().writes()) {
        View view = operands.get(i);
        store(
            slices.get(i),
            ReferenceSlab.cast(view.slab()),
            ReferenceSlab.word(view.offset()),
            kind);
      }
    }
  }

  private static Estimates.Slice integers(ReferenceSlab slab, int first, Operand operand) {
    int count = Elements.extent(operand.tensor());
    Estimates numbers = new Estimates(count);
    for (int i = 0; i < count; i++) {
      numbers.set(i, slab.get(first + i), 0);
    }
    return numbers.from(0);
  }

  private static void store(Estimates.Slice numbers, ReferenceSlab slab, int first, Operand kind) {
    for (long offset : Elements.offsets(kind.tensor())) {
      slab.put(first + (int) offset, (int) numbers.value(offset));
    }
  }
}
