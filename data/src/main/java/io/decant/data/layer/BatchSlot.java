package io.decant.data.layer;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.BatchSource.Batch;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Pinned memory for one batch, filled, lent and given back again and again. */
final class BatchSlot implements Batch, AutoCloseable {
  private final List<HostTensor> tensors = new ArrayList<>();
  private final Consumer<BatchSlot> home;
  private long end;

  /**
   * Allocates the memory.
   *
   * @param home takes the slot when it is released
   */
  BatchSlot(List<Shape> shapes, LongFunction<HostMemory> pinned, Consumer<BatchSlot> home) {
    this.home = home;
    try {
      for (Shape shape : shapes) {
        TensorSpec spec = TensorSpec.dense(DType.FLOAT32, shape);
        tensors.add(new HostTensor(pinned.apply(spec.extentBytes()), 0, spec));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public List<HostTensor> tensors() {
    return List.copyOf(tensors);
  }

  /** Returns the record that the batch behind this one begins with. */
  long end() {
    return end;
  }

  /** Says which record the batch behind this one begins with. */
  void end(long record) {
    end = record;
  }

  @Override
  public void release() {
    home.accept(this);
  }

  @Override
  public void close() {
    tensors.forEach(tensor -> tensor.memory().close());
  }
}
