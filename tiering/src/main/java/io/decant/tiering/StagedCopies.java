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
import java.util.concurrent.Future;

/**
 * Two threads, each with a stream and a {@link TransferRing}, that bring blocks from storage which
 * streams cannot reach to the device, and back: while one piece is on its way to the device, the
 * next ones are read.
 */
final class StagedCopies implements AutoCloseable {
  private static final String IN = "decant-copy-in";
  private static final String OUT = "decant-copy-out";

  /** A piece that a worker reads or writes. */
  private record UnderWay(Piece piece, TransferRing.Slot slot, Future<Void> work) {}

  private final DeviceStream inStream;
  private final DeviceStream outStream;
  private final TransferRing inRing;
  private final TransferRing outRing;
  private final PieceWorkers inWorkers = new PieceWorkers(IN);
  private final PieceWorkers outWorkers = new PieceWorkers(OUT);
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
    this.in = new Timeline(inStream, new CopyThread(IN, inStream));
    this.out = new Timeline(outStream, new CopyThread(OUT, outStream));
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

  /** Copies storage to the device. On the thread of {@link #in}. */
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
    Deque<UnderWay> read = new ArrayDeque<>();
    try {
      for (Piece piece : Piece.of(shape.rows(), shape.rowBytes(), from, to, inRing.slotBytes())) {
        if (read.size() == TransferRing.SLOTS) {
          send(stream, read.remove(), target, to.pitch());
        }
        TransferRing.Slot slot = inRing.next();
        read.add(
            new UnderWay(
                piece, slot, inWorkers.submit(() -> read(source, piece, slot, from.pitch()))));
      }
      while (!read.isEmpty()) {
        send(stream, read.remove(), target, to.pitch());
      }
    } finally {
      read.forEach(piece -> PieceWorkers.settle(piece.work));
    }
  }

  private static Void read(TierStorage source, Piece piece, TransferRing.Slot slot, long pitch)
      throws IOException {
    long bytes = piece.rowBytes();
    for (long row = 0; row < piece.rows(); row++) {
      source.read(piece.inStorage() + row * pitch, slot.window(row * bytes, bytes));
    }
    return null;
  }

  private static void send(DeviceStream stream, UnderWay read, DeviceSlab target, long pitch)
      throws IOException {
    PieceWorkers.await(read.work);
    Piece piece = read.piece;
    long bytes = piece.rowBytes();
    stream.upload(
        read.slot.memory(),
        read.slot.offset(),
        target,
        piece.onDevice(),
        new CopyShape(piece.rows(), bytes, bytes, pitch));
    read.slot.busyUntil(stream.record());
    stream.flush();
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
    Deque<UnderWay> written = new ArrayDeque<>();
    try {
      for (Piece piece : Piece.of(shape.rows(), shape.rowBytes(), to, from, outRing.slotBytes())) {
        if (written.size() == TransferRing.SLOTS) {
          PieceWorkers.await(written.remove().work);
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
        written.add(
            new UnderWay(
                piece, slot, outWorkers.submit(() -> write(piece, slot, target, to.pitch()))));
      }
      left.record(stream.record());
      stream.flush();
      while (!written.isEmpty()) {
        PieceWorkers.await(written.remove().work);
      }
    } finally {
      written.forEach(piece -> PieceWorkers.settle(piece.work));
    }
  }

  private static Void write(Piece piece, TransferRing.Slot slot, TierStorage target, long pitch)
      throws IOException {
    long bytes = piece.rowBytes();
    slot.await();
    for (long row = 0; row < piece.rows(); row++) {
      target.write(piece.inStorage() + row * pitch, slot.window(row * bytes, bytes));
    }
    return null;
  }

  /** Waits for all copies, ends the threads, then throws what failed. */
  @Override
  public void close() {
    Failures failures = new Failures();
    failures.attempt(in::finish);
    failures.attempt(out::finish);
    List.of(inWorkers, outWorkers, inStream, outStream, inRing, outRing).forEach(failures::attempt);
    failures.throwFirst();
  }
}
