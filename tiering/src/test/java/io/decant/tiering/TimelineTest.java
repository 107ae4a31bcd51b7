package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import org.junit.jupiter.api.Test;

/** A timeline asks its device for as little as order and time leave open. */
class TimelineTest {
  private static final int MANY = 320;

  private boolean done;
  private boolean fails;
  private int records;
  private int questions;
  private int waits;
  private int flushes;
  private int open;

  private final Timeline copies = new Timeline(stream());
  private final Timeline compute = new Timeline(stream());

  @Test
  void marksWithNothingBetweenThemAreOne() {
    Fence first = compute.mark();
    assertSame(first, compute.mark());
    assertEquals(1, records);
    compute.changed();
    assertNotSame(first, compute.mark());
    compute.run(stream -> {});
    compute.mark();
    assertEquals(3, records);
  }

  @Test
  void whoWaitsForAMarkHasWaitedForThoseBeforeIt() {
    Fence first = mark(copies);
    Fence second = mark(copies);
    compute.await(second);
    compute.await(first);
    compute.await(second);
    assertEquals(1, waits);
    assertEquals(1, flushes);
    compute.await(mark(copies));
    assertEquals(2, waits);
    assertEquals(2, flushes);
    mark(compute);
    copies.await(mark(compute));
    assertEquals(3, waits, "the other way");
  }

  @Test
  void whatWasFlushedIsNotFlushedAgain() {
    Fence first = mark(copies);
    Fence second = mark(copies);
    copies.flush();
    compute.await(first);
    compute.await(second);
    assertEquals(2, waits);
    assertEquals(1, flushes);
  }

  @Test
  void aDeviceThatIsBehindIsAskedSeldom() {
    Fence first = mark(compute);
    for (int i = 1; i < MANY; i++) {
      mark(compute);
    }
    assertTrue(questions <= MANY / 10, questions + " questions for " + MANY + " marks");
    assertEquals(MANY, open);
    assertFalse(first.isReached());
    done = true;
    questions = 0;
    compute.settle();
    assertTrue(first.isReached());
    assertEquals(0, open);
    assertEquals(1, questions, "the last one answers for all");
  }

  @Test
  void aFailureIsSeenAtOnceBySettlingAndSoonByMarks() {
    mark(compute);
    done = true;
    fails = true;
    assertThrows(DeviceException.class, compute::settle);
    assertThrows(DeviceException.class, compute::settle, "it stays");

    done = false;
    fails = false;
    mark(copies);
    mark(copies);
    done = true;
    fails = true;
    DeviceException seen =
        assertThrows(
            DeviceException.class,
            () -> {
              for (int i = 0; i < MANY; i++) {
                mark(copies);
              }
            });
    assertEquals("failed", seen.getMessage());
  }

  private static Fence mark(Timeline timeline) {
    timeline.changed();
    return timeline.mark();
  }

  private DeviceStream stream() {
    return InstantStream.doing(
        (self, method, arguments) -> {
          switch (method.getName()) {
            case "record" -> {
              records++;
              open++;
              return new Event();
            }
            case "await" -> waits++;
            case "flush" -> flushes++;
            default -> throw new AssertionError(method);
          }
          return null;
        });
  }

  private final class Event implements DeviceEvent {
    @Override
    public boolean isDone() {
      questions++;
      return done;
    }

    @Override
    public void synchronize() {
      if (fails) {
        throw new DeviceException("failed");
      }
    }

    @Override
    public long nanosSince(DeviceEvent earlier) {
      throw new AssertionError("nobody measures here");
    }

    @Override
    public void onCompletion(Runnable action) {
      throw new AssertionError("nobody waits here");
    }

    @Override
    public void close() {
      open--;
    }
  }
}
