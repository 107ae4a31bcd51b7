package io.decant.conformance.rules;

import io.decant.conformance.trial.BusyWork;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.trial.Words;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Fill;
import io.decant.spi.op.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of lifetimes and threads. */
public interface LifetimeContract extends BackendSubject {
  /** Closes everything twice. */
  @Test
  @DisplayName("life.close: closing twice is harmless")
  default void required_closeTwice() {
    Device device = Opening.device(this, KitContext.unlimited());
    DeviceStream stream = device.newStream();
    DeviceSlab slab = device.allocate(64);
    HostMemory host = device.allocatePinned(64);
    Executable fill = fill(device);
    stream.upload(host, 0, slab, 0, CopyShape.bytes(64));
    for (AutoCloseable each : List.of(stream.record(), fill, slab, stream, host, device)) {
      try {
        each.close();
        each.close();
      } catch (Exception e) {
        throw new RuleViolation(
            "life.close", "closing " + each.getClass().getSimpleName() + " twice failed", e);
      }
    }
  }

  /** Closes a device with everything still open, then uses what is left. */
  @Test
  @DisplayName("life.close: use after close throws IllegalStateException")
  default void required_useAfterClose() {
    Device device = Opening.device(this, KitContext.unlimited());
    try (HostMemory host = HostMemory.allocate(64)) {
      DeviceStream stream = device.newStream();
      DeviceSlab slab = device.allocate(64);
      DeviceSlab kept = device.allocate(64);
      slab.close();
      refused("an upload to a closed slab", () -> stream.upload(host, 0, slab, 0, bytes()));
      refused("a download of a closed slab", () -> stream.download(slab, 0, host, 0, bytes()));
      refused("a copy of a closed slab", () -> stream.copy(slab, 0, kept, 0, bytes()));
      refused("a fill of a closed slab", () -> stream.fill(slab, 0, 64, 0));
      DeviceStream closed = device.newStream();
      closed.close();
      refused("an upload on a closed stream", () -> closed.upload(host, 0, kept, 0, bytes()));
      refused("a fill on a closed stream", () -> closed.fill(kept, 0, 64, 0));
      refused("record of a closed stream", closed::record);
      refused("synchronize of a closed stream", closed::synchronize);
      device.close();
      refused("allocate of a closed device", () -> device.allocate(64));
      refused("allocatePinned of a closed device", () -> device.allocatePinned(64));
      refused("newStream of a closed device", device::newStream);
      refused(
          "prepare of a closed device",
          () -> device.prepare(new Fill(1, 0), PrepareOptions.DEFAULT));
      refused("a fill on a closed device's stream", () -> stream.fill(kept, 0, 64, 0));
    }
  }

  /** Closes a slab and an executable right behind the work that uses them. */
  @Test
  @DisplayName("life.close: closing behind enqueued work is safe")
  default void required_closeBehindWork() {
    int pattern = Float.floatToRawIntBits(4);
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        Words other = new Words(session);
        HostMemory host = session.device().allocatePinned(4L * Words.COUNT);
        DeviceStream second = session.device().newStream()) {
      DeviceSlab slab = session.device().allocate(4L * Words.COUNT);
      Executable fill = fill(session.device());
      busy.enqueue(session.stream());
      fill.enqueue(
          session.stream(), List.of(new View(slab, 0, TensorSpec.float32(Words.COUNT))), List.of());
      session.stream().download(slab, 0, host, 0, CopyShape.bytes(4L * Words.COUNT));
      fill.close();
      slab.close();
      // whatever the device does with the memory now must not reach the work above
      try (DeviceSlab next = session.device().allocate(4L * Words.COUNT)) {
        second.fill(next, 0, 4L * Words.COUNT, -1);
        other.fill(second, 5);
        second.synchronize();
        session.stream().synchronize();
      }
      for (int i = 0; i < Words.COUNT; i++) {
        int found = host.slice(4L * i, 4).getInt(0);
        RuleViolation.unless(
            found == pattern,
            "life.close",
            "word " + i + " of a slab closed behind its last use came out as " + found);
      }
    }
  }

  /** Uses a device from several threads at once. */
  @Test
  @DisplayName("life.threads: a device serves several threads at once")
  default void required_threads() {
    try (DeviceSession session = Opening.session(this)) {
      SharedUse.fromThreads(session.device(), 4, 2 * randomCases());
    }
  }

  /** Hands a stream from thread to thread. */
  @Test
  @DisplayName("life.threads: a stream may move from thread to thread")
  default void required_streamMoves() {
    try (DeviceSession session = Opening.session(this);
        Words x = new Words(session);
        Words y = new Words(session)) {
      for (int round = 0; round < 4; round++) {
        int word = round;
        SharedUse.run("life.threads", () -> x.fill(session.stream(), word));
        SharedUse.run("life.threads", () -> x.copyTo(session.stream(), y));
        y.download(session.stream());
        session.stream().synchronize();
        y.expect(word, "life.threads", "enqueued by two threads, one after the other");
      }
    }
  }

  /** Opens two devices, and closes one while the other works. */
  @Test
  @DisplayName("life.devices: devices side by side do not influence each other")
  default void required_devices() {
    long limit = 4L << 20;
    try (DeviceSession first = Opening.session(this, limit)) {
      Device second = Opening.device(this, KitContext.limited(2 * limit));
      try (Words x = new Words(first)) {
        x.fill(first.stream(), 11);
        first.stream().synchronize();
        DeviceSlab large = second.allocate(second.facts().memoryBytes() / 4 * 3);
        try (DeviceSlab mine = first.device().allocate(first.device().facts().memoryBytes() / 2);
            DeviceStream stream = second.newStream()) {
          stream.fill(large, 0, 4096, 12);
          stream.synchronize();
          first.stream().fill(mine, 0, 4096, 13);
          second.close();
          x.download(first.stream());
          first.stream().synchronize();
          x.expect(11, "life.devices", "after another device was filled and closed");
        }
      } catch (RuntimeException e) {
        throw new RuleViolation("life.devices", "one device disturbs the other", e);
      } finally {
        second.close();
      }
    }
  }

  private static CopyShape bytes() {
    return CopyShape.bytes(64);
  }

  private static Executable fill(Device device) {
    return device
        .prepare(new Fill(Words.COUNT, 4), new PrepareOptions(0, true))
        .orElseThrow(() -> new RuleViolation("op.mandatory", "Fill is refused"));
  }

  private static void refused(String what, Runnable use) {
    try {
      use.run();
    } catch (IllegalStateException expected) {
      return;
    } catch (RuntimeException e) {
      throw new RuleViolation(
          "life.close", what + " throws something else than IllegalStateException", e);
    }
    throw new RuleViolation("life.close", what + " was not refused");
  }
}
