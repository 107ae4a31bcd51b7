package io.decant.spi.run;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.memory.BatchSource;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.op.Intent;
import io.decant.spi.op.Operand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the operators that the host takes part in. */
final class HostCalls implements AutoCloseable {
  private final Device device;
  private final DeviceStream stream;
  private final Map<List<Operand>, StagingRing> rings = new HashMap<>();
  private final Set<BatchSource> started = new HashSet<>();

  HostCalls(Device device, DeviceStream stream) {
    this.device = device;
    this.stream = stream;
  }

  /**
   * Enqueues the upload of a source's next batch; the batch is released once it has been copied.
   */
  void upload(SourceOp op, ProgramOp place, List<View> views) {
    BatchSource.Batch batch = nextBatch(op, place);
    try {
      for (int i = 0; i < views.size(); i++) {
        upload(batch.tensors().get(i), views.get(i));
      }
    } finally {
      releaseBehindCopies(batch);
    }
  }

  private BatchSource.Batch nextBatch(SourceOp op, ProgramOp place) {
    BatchSource source = op.source();
    if (started.add(source)) {
      source.start(device::allocatePinned);
    }
    try {
      return source.next();
    } catch (IOException e) {
      throw OperatorFailure.in(place, e);
    }
  }

  /** Runs an operator whose blocks are too large for the device, on their host copies. */
  void runOnHost(ProgramOp place, ResidencyManager residency) {
    try {
      if (place.spec() instanceof SourceOp op) {
        BatchSource.Batch batch = nextBatch(op, place);
        try {
          for (int i = 0; i < place.operands().size(); i++) {
            HostTensor from = batch.tensors().get(i);
            residency.write(place.operands().get(i), from.memory(), from.offset());
          }
        } finally {
          batch.release();
        }
      } else if (place.spec() instanceof HostOp op) {
        callOnHost(op, place, residency);
      }
    } catch (RuntimeException e) {
      throw OperatorFailure.in(place, e);
    }
  }

  private void callOnHost(HostOp op, ProgramOp place, ResidencyManager residency) {
    List<HostTensor> tensors = ring(op).next().tensors();
    for (int i = 0; i < tensors.size(); i++) {
      if (intent(op, i).reads()) {
        HostTensor to = tensors.get(i);
        residency.read(place.operands().get(i), to.memory(), to.offset());
      }
    }
    apply(op, place, tensors);
    for (int i = 0; i < tensors.size(); i++) {
      if (intent(op, i).writes()) {
        HostTensor from = tensors.get(i);
        residency.write(place.operands().get(i), from.memory(), from.offset());
      }
    }
  }

  private StagingRing ring(HostOp op) {
    return rings.computeIfAbsent(op.operands(), operands -> new StagingRing(device, operands));
  }

  private static void apply(HostOp op, ProgramOp place, List<HostTensor> tensors) {
    try {
      op.function().run(tensors);
    } catch (IOException e) {
      throw OperatorFailure.in(place, e);
    }
  }

  private void releaseBehindCopies(BatchSource.Batch batch) {
    DeviceEvent copied;
    try {
      copied = stream.record();
    } catch (RuntimeException e) {
      batch.release();
      throw e;
    }
    try (copied) {
      copied.onCompletion(batch::release);
    }
  }

  /** Runs Java code over host copies of the operands. */
  void call(HostOp op, ProgramOp place, List<View> views) {
    StagingRing.Slot slot = ring(op).next();
    boolean reads = false;
    for (int i = 0; i < views.size(); i++) {
      if (intent(op, i).reads()) {
        download(views.get(i), slot.tensors().get(i));
        reads = true;
      }
    }
    if (reads) {
      stream.synchronize();
    }
    apply(op, place, slot.tensors());
    List<Integer> written = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      if (intent(op, i).writes()) {
        upload(slot.tensors().get(i), views.get(i));
        written.add(i);
      }
    }
    if (!written.isEmpty()) {
      slot.busyUntil(stream.record());
    }
  }

  /** Closes the buffers of an operator; another one that is like it gets new ones. */
  void forget(HostOp op) {
    StagingRing ring = rings.remove(op.operands());
    if (ring != null) {
      ring.close();
    }
  }

  private static Intent intent(HostOp op, int index) {
    Operand operand = op.operands().get(index);
    return operand.intent();
  }

  private void upload(HostTensor source, View target) {
    long bytes = target.tensor().extentBytes();
    if (bytes > 0) {
      stream.upload(
          source.memory(), source.offset(), target.slab(), target.offset(), CopyShape.bytes(bytes));
    }
  }

  private void download(View source, HostTensor target) {
    long bytes = source.tensor().extentBytes();
    if (bytes > 0) {
      stream.download(
          source.slab(), source.offset(), target.memory(), target.offset(), CopyShape.bytes(bytes));
    }
  }

  @Override
  public void close() {
    try {
      stream.synchronize();
    } finally {
      started.forEach(BatchSource::close);
      rings.values().forEach(StagingRing::close);
    }
  }
}
