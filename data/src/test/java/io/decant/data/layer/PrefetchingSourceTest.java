package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.BatchSource.Batch;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order, position, failures and the end of reading ahead. */
@Timeout(60)
class PrefetchingSourceTest {
  private static final int BATCH = 3;

  /** Gives each record its number, and fails at one of them. */
  private static final class Counting implements BatchReader {
    private final long failAt;
    private long next;

    Counting(long failAt) {
      this.failAt = failAt;
    }

    @Override
    public List<Shape> shapes() {
      return List.of(Shape.of(BATCH));
    }

    @Override
    public void reseed(long seed) {}

    @Override
    public long position() {
      return next;
    }

    @Override
    public void seek(long record) {
      next = record;
    }

    @Override
    public void read(List<FloatBuffer> tensors) throws IOException {
      for (int i = 0; i < BATCH; i++) {
        if (next == failAt) {
          throw new IOException("record " + next + " is bad");
        }
        tensors.get(0).put((float) next++);
      }
    }
  }

  private final List<HostMemory> memory = new ArrayList<>();
  private int live;
  private PrefetchingSource source = source(-1);

  private static PrefetchingSource source(long failAt) {
    return new PrefetchingSource("test", new Counting(failAt), 4);
  }

  private synchronized HostMemory allocate(long bytes) {
    HostMemory inner = HostMemory.allocate(bytes);
    live++;
    HostMemory outer =
        HostMemory.wrap(
            inner.address(),
            bytes,
            () -> {
              inner.close();
              freed();
            });
    memory.add(outer);
    return outer;
  }

  private synchronized void freed() {
    live--;
  }

  @AfterEach
  void close() {
    source.close();
    assertEquals(0, live);
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("decant-data-test")));
  }

  private void assertNext(long first) throws IOException {
    Batch batch = source.next();
    for (int i = 0; i < BATCH; i++) {
      assertEquals((float) (first + i), batch.tensors().get(0).floats().get(i));
    }
    batch.release();
  }

  @Test
  void batchesComeInOrderInTheSameFewSlots() throws IOException {
    source.start(this::allocate);
    for (long i = 0; i < 500; i++) {
      assertNext(i * BATCH);
    }
    assertEquals(4, memory.size());
  }

  @Test
  void thePositionIsThatOfTheConsumer() throws IOException {
    source.start(this::allocate);
    assertEquals(0, source.position());
    for (long i = 1; i < 50; i++) {
      source.next().release();
      assertEquals(i * BATCH, source.position());
    }
  }

  @Test
  void seekBeforeTheStartAndAfterIt() throws IOException {
    source.seek(1000);
    source.start(this::allocate);
    assertNext(1000);
    source.seek(70);
    assertEquals(70, source.position());
    for (long i = 0; i < 20; i++) {
      assertNext(70 + i * BATCH);
    }
    source.seek(5);
    assertNext(5);
    assertThrows(IllegalArgumentException.class, () -> source.seek(-1));
  }

  @Test
  void severalBatchesMayBeLentAtOnce() throws IOException {
    source.start(this::allocate);
    Batch first = source.next();
    Batch second = source.next();
    assertNotSame(first, second);
    assertEquals(0, first.tensors().get(0).floats().get(0));
    assertEquals(BATCH, second.tensors().get(0).floats().get(0));
    second.release();
    first.release();
    for (long i = 2; i < 20; i++) {
      assertNext(i * BATCH);
    }
  }

  @Test
  void aFailureComesInItsPlaceAndStays() throws IOException {
    source = source(10);
    source.start(this::allocate);
    assertNext(0);
    assertNext(3);
    assertNext(6);
    for (int i = 0; i < 3; i++) {
      IOException e = assertThrows(IOException.class, source::next);
      assertEquals("record 10 is bad", e.getMessage());
    }
    assertEquals(9, source.position());
    source.seek(11);
    assertNext(11);
  }

  @Test
  void startingTwiceKeepsTheFirstStart() throws IOException {
    source.start(this::allocate);
    source.start(bytes -> assertThrowsNever());
    assertNext(0);
  }

  private static HostMemory assertThrowsNever() {
    throw new AssertionError("memory was asked for again");
  }

  @Test
  void memoryOfALentBatchOutlivesTheSource() throws IOException {
    source.start(this::allocate);
    Batch lent = source.next();
    source.close();
    source.close();
    assertEquals(1, live);
    assertEquals(0, lent.tensors().get(0).floats().get(0));
    lent.release();
    assertEquals(0, live);
    assertThrows(IllegalStateException.class, source::next);
    assertThrows(IllegalStateException.class, () -> source.start(this::allocate));
  }

  @Test
  void aRefusedAllocationLeavesNothingBehind() throws IOException {
    IllegalStateException full = new IllegalStateException("no more");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                source.start(
                    bytes -> {
                      if (memory.size() == 2) {
                        throw full;
                      }
                      return allocate(bytes);
                    }));
    assertSame(full, thrown);
    assertThrows(IllegalStateException.class, source::next);
    assertTrue(live <= 2);
  }
}
