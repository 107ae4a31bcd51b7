package io.decant.conformance.rules;

import io.decant.conformance.trial.BusyWork;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.DeviceEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of events. */
public interface EventContract extends BackendSubject {
  /** Only asks whether the event is done, never waits. */
  @Test
  @DisplayName("event.completion: an event becomes done by itself after a flush")
  default void required_eventDone() throws InterruptedException {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session)) {
      busy.enqueue(session.stream());
      try (DeviceEvent event = session.stream().record()) {
        session.stream().flush();
        long deadline = System.nanoTime() + patience().toNanos();
        while (!event.isDone()) {
          RuleViolation.unless(
              System.nanoTime() < deadline,
              "event.completion",
              patience() + " after the flush the event is not done");
          Thread.sleep(1);
        }
        RuleViolation.unless(event.isDone(), "event.completion", "a done event is not done later");
      }
    }
  }

  /** Registers completions before and after the event is done. */
  @Test
  @DisplayName("event.completion: completions run exactly once, also when registered late")
  default void required_eventCompletions() throws InterruptedException {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session)) {
      busy.enqueue(session.stream());
      DeviceEvent event = session.stream().record();
      AtomicInteger runs = new AtomicInteger();
      AtomicReference<Thread> runner = new AtomicReference<>();
      CountDownLatch early = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        event.onCompletion(
            () -> {
              runs.incrementAndGet();
              runner.set(Thread.currentThread());
              early.countDown();
            });
      }
      session.stream().flush();
      await(early, "an early completion did not run");
      RuleViolation.unless(
          event.isDone(), "event.completion", "a completion ran before the event was done");
      session.stream().synchronize();
      CountDownLatch late = new CountDownLatch(1);
      event.onCompletion(
          () -> {
            runs.incrementAndGet();
            runner.set(Thread.currentThread());
            late.countDown();
          });
      await(late, "a completion registered late did not run");
      RuleViolation.unless(
          runner.get() != Thread.currentThread(),
          "event.completion",
          "a completion ran on the thread that registered it");
      event.close();
      session.stream().synchronize();
      RuleViolation.unless(
          runs.get() == 3, "event.completion", "3 completions ran " + runs.get() + " times");
    }
  }

  /** Closes an event whose completion is still to come. */
  @Test
  @DisplayName("event.completion: closing an event early does not lose its completion")
  default void required_eventClosedEarly() throws InterruptedException {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session)) {
      busy.enqueue(session.stream());
      CountDownLatch done = new CountDownLatch(1);
      DeviceEvent event = session.stream().record();
      event.onCompletion(done::countDown);
      event.close();
      session.stream().flush();
      await(done, "the completion of an event that was closed early did not run");
    }
  }

  /** Measures work between two events. */
  @Test
  @DisplayName("event.completion: the time between two events is that of the work between them")
  default void required_eventTime() {
    try (DeviceSession session = Opening.session(this);
        BusyWork busy = new BusyWork(session);
        DeviceEvent begin = session.stream().record()) {
      busy.enqueue(session.stream());
      try (DeviceEvent end = session.stream().record()) {
        end.synchronize();
        begin.synchronize();
        RuleViolation.unless(
            begin.isDone() && end.isDone(), "event.completion", "a waited for event is not done");
        RuleViolation.unless(
            end.nanosSince(begin) > 0,
            "event.completion",
            "work between two events took " + end.nanosSince(begin) + " ns");
      }
    }
  }

  private void await(CountDownLatch latch, String otherwise) throws InterruptedException {
    RuleViolation.unless(
        latch.await(patience().toMillis(), TimeUnit.MILLISECONDS),
        "event.completion",
        otherwise + " within " + patience());
  }
}
