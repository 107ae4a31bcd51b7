package io.decant.conformance.wrapper;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills with NaN whatever is undefined: fresh slabs, and before each operator the operands that it
 * overwrites and its workspace. No result may change by it. Thread-safe.
 */
public final class Poison implements Instrument {
  /** The pattern: a NaN. */
  public static final int PATTERN = 0x7fc0dead;

  private final AtomicLong poisoned = new AtomicLong();

  /** Begins with nothing overwritten. */
  public Poison() {}

  @Override
  public void allocated(Device device, DeviceSlab slab) {
    try (DeviceStream stream = device.newStream()) {
      fill(stream, slab, 0, slab.bytes() / 4 * 4);
      stream.synchronize();
    }
  }

  @Override
  public void beforeOperator(
      DeviceStream stream, OpSpec spec, List<View> operands, List<View> workspace) {
    List<Operand> kinds = spec.operands();
    for (int i = 0; i < kinds.size(); i++) {
      Intent intent = kinds.get(i).intent();
      if (intent.writes() && !intent.reads() && !isRead(operands.get(i), kinds, operands)) {
        TensorSpec tensor = operands.get(i).tensor();
        fill(stream, operands.get(i), tensor, 0, operands.get(i).offset());
      }
    }
    for (View view : workspace) {
      fill(stream, view.slab(), view.offset(), view.tensor().extentBytes());
    }
  }

  /** Returns how many bytes have been poisoned. */
  public long poisonedBytes() {
    return poisoned.get();
  }

  /** Returns whether the operator also reads some of these bytes, because it runs in place. */
  private static boolean isRead(View written, List<Operand> kinds, List<View> operands) {
    ByteRegion region = ByteRegion.of(written.tensor(), written.offset());
    for (int i = 0; i < kinds.size(); i++) {
      View view = operands.get(i);
      if (kinds.get(i).intent().reads()
          && view.slab() == written.slab()
          && ByteRegion.of(view.tensor(), view.offset()).overlaps(region)) {
        return true;
      }
    }
    return false;
  }

  /** Fills the elements of a tensor, row by row, and nothing between them. */
  private void fill(DeviceStream stream, View view, TensorSpec tensor, int axis, long offset) {
    if (isRun(tensor, axis)) {
      long count = tensor.shape().countFrom(axis);
      fill(stream, view.slab(), offset, count * tensor.type().bytes());
      return;
    }
    long step = tensor.stride(axis) * tensor.type().bytes();
    for (long i = 0; i < tensor.shape().dim(axis); i++) {
      fill(stream, view, tensor, axis + 1, offset + i * step);
    }
  }

  /** Returns whether the axes from {@code first} on lie in one run. */
  private static boolean isRun(TensorSpec tensor, int first) {
    long step = 1;
    for (int axis = tensor.shape().rank() - 1; axis >= first; axis--) {
      long extent = tensor.shape().dim(axis);
      if (extent > 1 && tensor.stride(axis) != step) {
        return false;
      }
      step *= extent;
    }
    return true;
  }

  private void fill(DeviceStream stream, DeviceSlab slab, long offset, long bytes) {
    if (bytes > 0) {
      stream.fill(slab, offset, bytes, PATTERN);
      poisoned.addAndGet(bytes);
    }
  }
}
