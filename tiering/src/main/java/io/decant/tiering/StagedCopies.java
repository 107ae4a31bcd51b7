package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Two lanes, each with a {@link TransferRing}, that bring blocks from storage which streams cannot
 * reach to the device, and back: while one piece is on its way to the device, the next ones are
 * read; while one is written, the next ones, of other blocks too, leave the device. Two more lanes
 * copy pinned memory meanwhile.
 */
final class StagedCopies implements AutoCloseable {
  private static final String IN = "decant-copy-in";
  private static final String OUT = "decant-copy-out";

  /** A piece that a worker reads. */
  private record Read(Piece piece, TransferRing.Slot slot, Future<Void> work) {}

  private final List<AutoCloseable> taken = new ArrayList<>();
  private final TransferRing inRing;
  private final TransferRing outRing;
  private final CopyLane in;
  private final CopyLane out;
  private final CopyLane pinnedIn;
  private final CopyLane pinnedOut;
  private final PieceWorkers inWorkers = new PieceWorkers(IN);
  private final PieceWorkers outWorkers = new PieceWorkers(OUT);

  /**
   * Takes memory and streams from a device and starts the threads.
   *
   * @param slotBytes size of each of the rings' buffers
   */
  StagedCopies(Device device, BackendListener listener, int slotBytes) {
    try {
      this.inRing = take(new TransferRing(device, listener, slotBytes));
      this.outRing = take(new TransferRing(device, listener, slotBytes));
      this.in = take(new CopyLane(device, IN));
      this.out = take(new CopyLane(device, OUT));
      this.pinnedIn = take(new CopyLane(device, IN + "-pinned"));
      this.pinnedOut = take(new CopyLane(device, OUT + "-pinned"));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  private <T extends AutoCloseable> T take(T resource) {
    taken.add(resource);
    return resource;
  }

  /** Closes what was taken, the last first; of several failures the first is thrown. */
  private void release() {
    Failures failures = new Failures();
    for (int i = taken.size() - 1; i >= 0; i--) {
      failures.attempt(taken.get(i));
    }
    failures.throwFirst();
  }

  /** Returns the lane of copies to the device from storage that streams do not reach. */
  Timeline in() {
    return in.timeline();
  }

  /** Returns the lane of copies from the device to such storage. */
  Timeline out() {
    return out.timeline();
  }

  /** Returns the lane of copies to the device from pinned memory. */
  Timeline pinnedIn() {
    return pinnedIn.timeline();
  }

  /** Returns the lane of copies from the device to pinned memory. */
  Timeline pinnedOut() {
    return pinnedOut.timeline();
  }

  List<Timeline> timelines() {
    return List.of(in(), out(), pinnedIn(), pinnedOut());
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
    Deque<Read> read = new ArrayDeque<>();
    try {
      for (Piece piece : Piece.of(shape.rows(), shape.rowBytes(), from, to, inRing.slotBytes())) {
        if (uploadPinned(stream, source, piece, from.pitch(), target, to.pitch())) {
          continue;
        }
        if (read.size() == TransferRing.AHEAD) {
          send(stream, read.remove(), target, to.pitch());
        }
        TransferRing.Slot slot = inRing.next();
        read.add(
            new Read(piece, slot, inWorkers.submit(() -> read(source, piece, slot, from.pitch()))));
      }
      while (!read.isEmpty()) {
        send(stream, read.remove(), target, to.pitch());
      }
    } catch (IOException | RuntimeException e) {
      read.forEach(piece -> PieceWorkers.settle(piece.work));
      settle(stream, e);
      throw e;
    }
  }

  /** Copies a piece that lies in pinned memory; returns whether it does. */
  private static boolean uploadPinned(
      DeviceStream stream,
      TierStorage source,
      Piece piece,
      long sourcePitch,
      DeviceSlab target,
      long targetPitch) {
    Long at = inMemory(source, piece, sourcePitch);
    if (at == null) {
      return false;
    }
    CopyShape shape = new CopyShape(piece.rows(), piece.rowBytes(), sourcePitch, targetPitch);
    HostMemory memory = ((StripedStorage) source).memory();
    stream.upload(memory, at, target, piece.onDevice(), shape);
    return true;
  }

  /** Returns where a piece starts in the pinned memory of its storage; null if it is not there. */
  private static @Nullable Long inMemory(TierStorage storage, Piece piece, long pitch) {
    long bytes = (piece.rows() - 1) * pitch + piece.rowBytes();
    return storage instanceof StripedStorage striped
        ? striped.inMemory(piece.inStorage(), bytes)
        : null;
  }

  /** Waits for copies that are under way behind a failure. */
  private static void settle(DeviceStream stream, Exception cause) {
    try {
      stream.synchronize();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
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

  private static void send(DeviceStream stream, Read read, DeviceSlab target, long pitch)
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
   * Copies device memory to storage. On the thread of {@link #out}, which goes on while the last
   * pieces are written.
   *
   * @param left recorded when nothing more of the device memory will be enqueued
   * @param stored passed when all is written
   */
  void download(
      DeviceStream stream,
      DeviceSlab source,
      long sourceOffset,
      TierStorage target,
      long targetOffset,
      CopyShape shape,
      Fence left,
      Fence stored)
      throws IOException {
    Piece.Side from = new Piece.Side(sourceOffset, shape.sourcePitch());
    Piece.Side to = new Piece.Side(targetOffset, shape.targetPitch());
    List<Piece> pieces = Piece.of(shape.rows(), shape.rowBytes(), to, from, outRing.slotBytes());
    Writes writes = new Writes(pieces.size() + 1, stored, out.thread());
    List<Future<Void>> written = new ArrayList<>(pieces.size());
    try {
      for (Piece piece : pieces) {
        long bytes = piece.rowBytes();
        Long at = inMemory(target, piece, to.pitch());
        if (at != null) {
          HostMemory memory = ((StripedStorage) target).memory();
          CopyShape rows = new CopyShape(piece.rows(), bytes, from.pitch(), to.pitch());
          stream.download(source, piece.onDevice(), memory, at, rows);
          writes.done(null);
          continue;
        }
        TransferRing.Slot slot = outRing.next();
        stream.download(
            source,
            piece.onDevice(),
            slot.memory(),
            slot.offset(),
            new CopyShape(piece.rows(), bytes, from.pitch(), bytes));
        slot.busyUntil(stream.record());
        stream.flush();
        Future<Void> work = outWorkers.submit(() -> write(piece, slot, target, to.pitch(), writes));
        slot.busyUntil(work);
        written.add(work);
      }
      left.record(stream.record());
      DeviceEvent end = stream.record();
      stream.flush();
      written.add(outWorkers.submit(() -> awaitEnd(end, writes)));
    } catch (IOException | RuntimeException e) {
      written.forEach(PieceWorkers::settle);
      settle(stream, e);
      throw e;
    }
  }

  /** Waits for what the device copies by itself. */
  private static Void awaitEnd(DeviceEvent end, Writes writes) {
    try (end) {
      end.synchronize();
    } catch (RuntimeException e) {
      writes.done(e);
      throw e;
    }
    writes.done(null);
    return null;
  }

  private static Void write(
      Piece piece, TransferRing.Slot slot, TierStorage target, long pitch, Writes writes)
      throws IOException {
    long bytes = piece.rowBytes();
    try {
      slot.awaitDevice();
      for (long row = 0; row < piece.rows(); row++) {
        target.write(piece.inStorage() + row * pitch, slot.window(row * bytes, bytes));
      }
    } catch (Throwable e) {
      writes.done(e);
      throw e;
    }
    writes.done(null);
    return null;
  }

  /** Waits for all copies of all lanes, also for those that workers do, and throws what failed. */
  void awaitAll() {
    out().run(stream -> outRing.awaitAll());
    timelines().forEach(lane -> lane.mark().synchronize());
  }

  /** Waits for all copies, ends the threads, then throws what failed. */
  @Override
  public void close() {
    Failures failures = new Failures();
    failures.attempt(() -> out().run(stream -> outRing.awaitAll()));
    timelines().forEach(lane -> failures.attempt(lane::finish));
    failures.attempt(inWorkers);
    failures.attempt(outWorkers);
    failures.attempt(this::release);
    failures.throwFirst();
  }
}
