package io.decant.backend.cpu;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.DType;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepared operators over tensors of one device; composites that it does not know decomposed. */
final class Program implements AutoCloseable {
  private final Device device;
  private final DeviceStream stream;
  private final boolean decomposeAll;
  private final List<Step> steps = new ArrayList<>();
  private final List<DeviceSlab> slabs = new ArrayList<>();

  private record Step(Executable executable, List<View> operands, List<View> workspace) {}

  /** A dense float32 tensor with a slab of its own. */
  record Tensor(DeviceSlab slab, long count) {}

  /**
   * Creates an empty program.
   *
   * @param device where it runs; not closed with it
   * @param decomposeAll whether composites are decomposed even where the device knows them
   */
  Program(Device device, boolean decomposeAll) {
    this.device = device;
    this.stream = device.newStream();
    this.decomposeAll = decomposeAll;
  }

  Tensor tensor(long count) {
    DeviceSlab slab = device.allocate(Math.max(1, count) * Float.BYTES);
    slabs.add(slab);
    return new Tensor(slab, count);
  }

  Tensor tensor(float[] values) {
    Tensor tensor = tensor(values.length);
    write(tensor, values);
    return tensor;
  }

  Program add(OpSpec spec, Tensor... operands) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      views.add(new View(operands[i].slab(), 0, spec.operands().get(i).tensor()));
    }
    lower(spec, views);
    return this;
  }

  private void lower(OpSpec spec, List<View> operands) {
    if (!decomposeAll || !(spec instanceof CompositeOp)) {
      Optional<Executable> known = device.prepare(spec, PrepareOptions.DEFAULT);
      if (known.isPresent()) {
        steps.add(new Step(known.get(), operands, workspace(known.get().workspaceBytes())));
        return;
      }
    }
    Decomposition parts = ((CompositeOp) spec).decompose();
    List<DeviceSlab> temporaries = new ArrayList<>();
    for (TensorSpec temporary : parts.temporaries()) {
      temporaries.add(tensor(temporary.shape().count()).slab());
    }
    for (Decomposition.Step part : parts.steps()) {
      List<View> views = new ArrayList<>();
      for (int i = 0; i < part.operands().size(); i++) {
        Decomposition.Ref ref = part.operands().get(i);
        View whole = ref.temporary() ? null : operands.get(ref.index());
        DeviceSlab slab = whole == null ? temporaries.get(ref.index()) : whole.slab();
        long start = (whole == null ? 0 : whole.offset()) + ref.elementOffset() * Float.BYTES;
        views.add(new View(slab, start, part.spec().operands().get(i).tensor()));
      }
      lower(part.spec(), views);
    }
  }

  private List<View> workspace(long bytes) {
    if (bytes == 0) {
      return List.of();
    }
    DeviceSlab slab = tensor((bytes + 3) / 4).slab();
    stream.fill(slab, 0, slab.bytes(), Float.floatToRawIntBits(Float.NaN));
    return List.of(new View(slab, 0, TensorSpec.dense(DType.FLOAT32, Shape.of((bytes + 3) / 4))));
  }

  /** Enqueues every step and waits. */
  Program run() {
    enqueue();
    stream.synchronize();
    return this;
  }

  void enqueue() {
    for (Step step : steps) {
      step.executable().enqueue(stream, step.operands(), step.workspace());
    }
  }

  /** Runs each step on its own, adding nanoseconds by step. */
  void runTimed(long[] nanos) {
    for (int i = 0; i < steps.size(); i++) {
      long start = System.nanoTime();
      Step step = steps.get(i);
      step.executable().enqueue(stream, step.operands(), step.workspace());
      stream.synchronize();
      nanos[i] += System.nanoTime() - start;
    }
  }

  int size() {
    return steps.size();
  }

  void write(Tensor tensor, float[] values) {
    try (HostMemory host = HostMemory.allocate(Math.max(4, values.length * 4L))) {
      host.slice(0, values.length * Float.BYTES).asFloatBuffer().put(values);
      stream.upload(host, 0, tensor.slab(), 0, CopyShape.bytes(values.length * 4L));
      stream.synchronize();
    }
  }

  float[] read(Tensor tensor) {
    float[] values = new float[(int) tensor.count()];
    try (HostMemory host = HostMemory.allocate(Math.max(4, values.length * 4L))) {
      stream.download(tensor.slab(), 0, host, 0, CopyShape.bytes(values.length * 4L));
      stream.synchronize();
      host.slice(0, values.length * Float.BYTES).asFloatBuffer().get(values);
    }
    return values;
  }

  @Override
  public void close() {
    steps.forEach(step -> step.executable().close());
    slabs.forEach(DeviceSlab::close);
    stream.close();
  }
}
