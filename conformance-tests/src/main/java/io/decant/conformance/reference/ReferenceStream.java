package io.decant.conformance.reference;

import io.decant.conformance.reference.ReferenceProvider.Shown;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.nio.IntBuffer;

/** A stream whose work is done as soon as it is enqueued. Copies are of whole words. */
final class ReferenceStream implements DeviceStream {
  private final ReferenceProvider provider;

  ReferenceStream(ReferenceProvider provider) {
    this.provider = provider;
  }

  /** What is done with each word of a copy. */
  private interface Move {
    void word(int from, int to);
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    IntBuffer from = words(source);
    ReferenceSlab to = ReferenceSlab.cast(target);
    forEachWord(sourceOffset, targetOffset, shape, (i, j) -> to.put(j, from.get(i)));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    ReferenceSlab from = ReferenceSlab.cast(source);
    IntBuffer to = words(target);
    boolean errors = provider.shown() == Shown.ERRORS;
    forEachWord(
        sourceOffset,
        targetOffset,
        shape,
        (i, j) -> to.put(j, errors ? from.error(i) : from.get(i)));
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    ReferenceSlab from = ReferenceSlab.cast(source);
    ReferenceSlab to = ReferenceSlab.cast(target);
    forEachWord(sourceOffset, targetOffset, shape, (i, j) -> from.copy(i, to, j));
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    ReferenceSlab to = ReferenceSlab.cast(target);
    forEachWord(offset, offset, CopyShape.bytes(bytes), (i, j) -> to.put(j, pattern));
  }

  private static IntBuffer words(HostMemory memory) {
    return memory.slice(0, Math.toIntExact(memory.bytes() / 4 * 4)).asIntBuffer();
  }

  private static void forEachWord(long from, long to, CopyShape shape, Move move) {
    for (long row = 0; row < shape.rows(); row++) {
      int source = ReferenceSlab.word(from + row * shape.sourcePitch());
      int target = ReferenceSlab.word(to + row * shape.targetPitch());
      int count = ReferenceSlab.word(shape.rowBytes());
      for (int i = 0; i < count; i++) {
        move.word(source + i, target + i);
      }
    }
  }

  @Override
  public DeviceEvent record() {
    return new Done(System.nanoTime());
  }

  @Override
  public void await(DeviceEvent event) {}

  @Override
  public void flush() {}

  @Override
  public void synchronize() {}

  @Override
  public void close() {}

  /** An event that was done when it was recorded. */
  private record Done(long nanos) implements DeviceEvent {
    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {}

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return nanos - ((Done) earlier).nanos;
    }

    @Override
    public void onCompletion(Runnable action) {
      action.run();
    }

    @Override
    public void close() {}
  }
}
