package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Two threads, each with a stream and a {@link TransferRing}, that bring blocks from storage which
 * streams cannot reach to the device, and back: while one piece is on its way to the device, the
 * next is read.
 */
final class StagedCopies implements AutoCloseable {
  private record Stored(Piece piece, TransferRing.Slot slot) {}

  private final DeviceStream inStream;
  private final DeviceStream outStream;
  private final TransferRing inRing;
  private final TransferRing outRing;
  private final Timeline in;
  private final Timeline out;

  /**
   * Takes memory and streams from a device and starts the threads.
   *
   * @param slotBytes size of each of the rings' buffers
   */
  StagedCopies(Device device, BackendListener listener, int slotBytes) {
    List<AutoCloseable> taken = new ArrayList<>();
    try {
      this.inStream = take(device.newStream(), taken);
      this.outStream = take(device.newStream(), taken);
      this.inRing = take(new TransferRing(device, listener, slotBytes), taken);
      this.outRing = take(new TransferRing(device, listener, slotBytes), taken);
    } catch (RuntimeException e) {
      release(taken);
      throw e;
    }
    this.in = new Timeline(inStream, new CopyThread("decant-copy-in", inStream));
    this.out = new Timeline(outStream, new CopyThread("decant-copy-out", outStream));
  }

  private static <T extends AutoCloseable> T take(T resource, List<AutoCloseable> taken) {
    taken.add(resource);
    return resource;
  }

  /** Closes everything in this order; of several failures the first is thrown. */
  private static void release(List<? extends AutoCloseable> taken) {
    Failures failures = new Failures();
    taken.forEach(failures::attempt);
    failures.throwFirst();
  }

  Timeline in() {
    return in;
  }

  Timeline out() {
    return out;
  }

  /** Enqueues the copies of storage to the device. On the thread of {@link #in}. */
  void upload(
      DeviceStream stream,
      TierStorage source,
      long sourceOffset,
      DeviceSlab target,
      long targetOffset,
      CopyShape shape)
      throws IOException {
    Piece.Side from = new Piece.Side(sourceOffset, shape.sourcePitch());
    Piece.Side to = new Piece.Side(targetOffset, shape.targetPitch());
    for (Piece piece : Piece.of(shape.rows(), shape.rowBytes(), from, to, inRing.slotBytes())) {
      long bytes = piece.rowBytes();
      TransferRing.Slot slot = inRing.next();
      for (long row = 0; row < piece.rows(); row++) {
        source.read(piece.inStorage() + row * from.pitch(), slot.window(row * bytes, bytes));
      }
      stream.upload(
          slot.memory(),
          slot.offset(),
          target,
          piece.onDevice(),
          new CopyShape(piece.rows(), bytes, bytes, to.pitch()));
      slot.busyUntil(stream.record());
      stream.flush();
    }
  }

  /**
   * Copies device memory to storage. On the thread of {@link #out}.
   *
   * @param left recorded when nothing more of the device memory will be enqueued
   */
  void download(
      DeviceStream stream,
      DeviceSlab source,
      long sourceOffset,
      TierStorage target,
      long targetOffset,
      CopyShape shape,
      Fence left)
      throws IOException {
    Piece.Side from = new Piece.Side(sourceOffset, shape.sourcePitch());
    Piece.Side to = new Piece.Side(targetOffset, shape.targetPitch());
    Deque<Stored> underWay = new ArrayDeque<>();
    List<Piece> pieces = Piece.of(shape.rows(), shape.rowBytes(), to, from, outRing.slotBytes());
    for (Piece piece : pieces) {
      if (underWay.size() == TransferRing.SLOTS) {
        store(underWay.remove(), target, to.pitch());
      }
      long bytes = piece.rowBytes();
      TransferRing.Slot slot = outRing.next();
      stream.download(
          source,
          piece.onDevice(),
          slot.memory(),
          slot.offset(),
          new CopyShape(piece.rows(), bytes, from.pitch(), bytes));
      slot.busyUntil(stream.record());
      stream.flush();
      underWay.add(new Stored(piece, slot));
    }
    left.record(stream.record());
    stream.flush();
    while (!underWay.isEmpty()) {
      store(underWay.remove(), target, to.pitch());
    }
  }

  private static void store(Stored stored, TierStorage target, long pitch) throws IOException {
    Piece piece = stored.piece;
    stored.slot.await();
    for (long row = 0; row < piece.rows(); row++) {
      target.write(
          piece.inStorage() + row * pitch,
          stored.slot.window(row * piece.rowBytes(), piece.rowBytes()));
    }
  }

  /** Waits for all copies, ends the threads, then throws what failed. */
  @Override
  public void close() {
    Failures failures = new Failures();
    failures.attempt(in::finish);
    failures.attempt(out::finish);
    List.of(inStream, outStream, inRing, outRing).forEach(failures::attempt);
    failures.throwFirst();
  }
}
