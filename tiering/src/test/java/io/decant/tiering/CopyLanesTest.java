package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.TierStorage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies wait for slower ones only where they must. */
@Timeout(60)
class CopyLanesTest {
  private static final int BYTES = 1000;
  private static final CopyShape SHAPE = CopyShape.bytes(BYTES);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT);
  private final DeviceSlab slab = rig.device.allocate(4 * BYTES);
  private final CopyEngine copies =
      new CopyEngine(
          new MemoryContext(rig.device, rig.streams, MemoryOptions.DEFAULT, rig.context),
          TieredProvider.SLOT_BYTES,
          new StallMeter(new Traffic()));
  private final HostMemory memory = HostMemory.allocate(BYTES);

  @AfterEach
  void close() {
    gate.countDown();
    copies.finish();
    memory.close();
    slab.close();
    rig.close();
  }

  /** Storage that nobody gets through to before the gate opens. */
  private final class Gated implements TierStorage {
    @Override
    public void read(long offset, ByteBuffer target) {
      pass();
      target.position(target.limit());
    }

    @Override
    public void write(long offset, ByteBuffer source) {
      pass();
      source.position(source.limit());
    }

    private void pass() {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {}
  }

  /** Pinned memory. */
  private final class Pinned implements TierStorage {
    @Override
    public Optional<HostMemory> pinned() {
      return Optional.of(memory);
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(long offset, ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private Place place(int index) {
    return new Place(0, slab, (long) index * BYTES, BYTES);
  }

  @Test
  void pinnedCopiesOvertakeSlowerOnes() {
    Fence slowIn = copies.upload(new HostCopy(new Gated()), 0, place(0), SHAPE, (begin, end) -> {});
    HostCopy slowOut = new HostCopy(new Gated());
    copies.download(place(1), slowOut, 0, SHAPE);
    HostCopy pinned = new HostCopy(new Pinned());
    copies.download(place(2), pinned, 0, SHAPE).get(0).fences().get(0).synchronize();
    copies.upload(pinned, 0, place(3), SHAPE, (begin, end) -> {}).synchronize();
    assertFalse(slowIn.isDone());
    gate.countDown();
    slowIn.synchronize();
    slowOut.awaitIdle();
    assertTrue(slowIn.isDone());
  }

  @Test
  void aBlockLeavesWhileTheOneBeforeIsWritten() {
    HostCopy first = new HostCopy(new Gated());
    copies.download(place(0), first, 0, SHAPE);
    copies
        .download(place(1), new HostCopy(new Gated()), 0, SHAPE)
        .get(0)
        .fences()
        .get(0)
        .synchronize();
    Fence stored = first.busy();
    assertTrue(stored != null && !stored.isDone(), "nothing is written yet");
    gate.countDown();
    first.awaitIdle();
  }
}
