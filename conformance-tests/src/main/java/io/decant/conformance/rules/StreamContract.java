package io.decant.conformance.rules;

import io.decant.conformance.trial.BusyWork;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.trial.Words;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of streams. */
public interface StreamContract extends BackendSubject {
  /** Overwrites the same memory again and again, and looks at it in between. */
  @Test
  @DisplayName("stream.order: work happens in the order in which it was enqueued")
  default void required_streamOrder() {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        Words x = new Words(session);
        Words first = new Words(session);
        Words second = new Words(session)) {
      DeviceStream stream = session.stream();
      busy.enqueue(stream);
      x.fill(stream, 1);
      x.copyTo(stream, first);
      x.fill(stream, 2);
      x.copyTo(stream, second);
      x.upload(stream, 3);
      first.download(stream);
      second.download(stream);
      stream.synchronize();
      x.download(stream);
      stream.synchronize();
      first.expect(1, "stream.order", "copied before a second fill");
      second.expect(2, "stream.order", "copied behind a second fill");
      x.expect(3, "stream.order", "uploaded last");
      operatorsInOrder(session, x);
    }
  }

  /** Enqueues behind an event that is not done, and finds it still not done. */
  @Test
  @DisplayName("stream.async: enqueuing does not wait for the device")
  default void required_streamAsync() {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        Words x = new Words(session);
        Words y = new Words(session);
        DeviceStream waiting = session.device().newStream()) {
      boolean blocked = true;
      boolean more = true;
      for (int attempt = 0; blocked && more; attempt++) {
        busy.enqueue(session.stream());
        try (DeviceEvent event = session.stream().record()) {
          session.stream().flush();
          waiting.await(event);
          x.fill(waiting, 1);
          x.copyTo(waiting, y);
          x.upload(waiting, 2);
          y.download(waiting);
          waiting.record().close();
          waiting.flush();
          blocked = event.isDone();
        }
        session.stream().synchronize();
        waiting.synchronize();
        more = attempt < 3 || busy.grow(session.stream());
      }
      RuleViolation.unless(
          !blocked,
          "stream.async",
          "whenever work had been enqueued behind an awaited event, the event was done already");
    }
  }

  /** Writes on one stream and reads on another that awaits it. */
  @Test
  @DisplayName("stream.await: work behind await sees everything before the event")
  default void required_streamAwait() {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        Words x = new Words(session);
        Words y = new Words(session);
        DeviceStream reader = session.device().newStream()) {
      DeviceStream writer = session.stream();
      for (int round = 1; round <= 4; round++) {
        busy.enqueue(writer);
        x.fill(writer, round);
        DeviceEvent written = writer.record();
        writer.flush();
        reader.await(written);
        x.copyTo(reader, y);
        y.download(reader);
        try (DeviceEvent read = reader.record()) {
          // closed early in every other round: that must not disturb who waits
          if (round % 2 == 0) {
            written.close();
          }
          reader.flush();
          writer.await(read);
          x.fill(writer, -round);
          reader.synchronize();
          y.expect(round, "stream.await", "read behind an event, round " + round);
          reader.await(read);
        }
        writer.synchronize();
        reader.await(written(written, writer, round));
        written.close();
      }
    }
  }

  /** Waits for two streams at once, through a third that has nothing to do itself. */
  @Test
  @DisplayName("stream.await: events chain through streams")
  default void required_streamAwaitChain() {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        Words x = new Words(session);
        Words y = new Words(session);
        DeviceStream middle = session.device().newStream();
        DeviceStream last = session.device().newStream()) {
      busy.enqueue(session.stream());
      x.fill(session.stream(), 7);
      try (DeviceEvent first = session.stream().record()) {
        session.stream().flush();
        middle.await(first);
        try (DeviceEvent second = middle.record()) {
          middle.flush();
          last.await(second);
          x.copyTo(last, y);
          y.download(last);
          last.synchronize();
        }
      }
      y.expect(7, "stream.await", "read behind an event that was recorded behind an await");
    }
  }

  /** Lets work fail and waits for it. */
  @Test
  @DisplayName("stream.error: a failure surfaces at the next wait")
  default void optional_streamError() {
    Optional<FaultyWork> fault = faultyWork();
    Assumptions.assumeTrue(
        fault.isPresent(), "there is no way to make work fail: override faultyWork() to show one");
    try (DeviceSession session = Opening.session(this);
        Words x = new Words(session)) {
      DeviceStream stream = session.device().newStream();
      x.fill(stream, 1);
      stream.synchronize();
      fault.orElseThrow().enqueue(session.device(), stream);
      x.fill(stream, 2);
      DeviceEvent event = stream.record();
      stream.flush();
      surfaces("the event's wait", event::synchronize);
      RuleViolation.unless(
          event.isDone(), "stream.error", "an event behind failed work is never done");
      surfaces("the stream's wait", stream::synchronize);
      event.close();
      x.download(session.stream());
      session.stream().synchronize();
      x.expect(1, "stream.error", "work behind a failure was run");
      try {
        stream.close();
      } catch (DeviceException expected) {
        // a close that waits may say it again
      }
    }
  }

  private static void surfaces(String where, Runnable wait) {
    try {
      wait.run();
    } catch (DeviceException expected) {
      return;
    } catch (RuntimeException e) {
      throw new RuleViolation("stream.error", where + " throws something else", e);
    }
    throw new RuleViolation("stream.error", "the failure is lost: " + where + " throws nothing");
  }

  /** Returns the event, or a fresh one where it is closed already. */
  private static DeviceEvent written(DeviceEvent event, DeviceStream writer, int round) {
    return round % 2 == 0 ? writer.record() : event;
  }

  private static void operatorsInOrder(DeviceSession session, Words x) {
    TensorSpec tensor = TensorSpec.float32(Words.COUNT);
    View view = new View(x.slab(), 0, tensor);
    try (Executable negate =
            session
                .prepare(new Unary(Unary.Function.AFFINE, Words.COUNT, -1, 0))
                .orElseThrow(() -> new RuleViolation("op.mandatory", "AFFINE is refused"));
        Executable twice =
            session
                .prepare(Axpby.of(Words.COUNT, 2, 0))
                .orElseThrow(() -> new RuleViolation("op.mandatory", "Axpby is refused"))) {
      x.fill(session.stream(), Float.floatToRawIntBits(3));
      for (int i = 0; i < 5; i++) {
        negate.enqueue(session.stream(), List.of(view, view), List.of());
        twice.enqueue(session.stream(), List.of(view, view), List.of());
      }
      x.download(session.stream());
      session.stream().synchronize();
      x.expect(Float.floatToRawIntBits(-96), "stream.order", "operators that build on each other");
    }
  }
}
