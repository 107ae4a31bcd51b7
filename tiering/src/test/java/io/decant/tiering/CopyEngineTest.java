package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.tiering.tier.SmallChunks;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of any size and distance come and go between the device and every tier. */
@Timeout(120)
class CopyEngineTest {
  private static final int COPIES = 60;
  private static final int MOST_ROWS = 40;
  private static final int MOST_ROW_BYTES = 6000;
  private static final int BYTES = 1 << 18;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "pinned, 1000000, 0, 0",
    "host, 0, 1000000, 0",
    "file, 0, 0, 0",
    "host, 1000000, 1000000, 30",
    "file, 1000000, 0, 30"
  })
  void rowsComeAndGo(String tier, long pinned, long host, int stripes) {
    MemoryOptions options =
        MemoryOptions.DEFAULT
            .withPinnedMemory(pinned)
            .withHostMemory(host)
            .withSpillDirectory(folder);
    try (Rig rig = Rig.lru(1 << 20);
        DeviceSlab slab = rig.device.allocate(BYTES);
        HostMemory scratch = HostMemory.allocate(BYTES)) {
      MemoryContext context = new MemoryContext(rig.device, rig.streams, options, rig.context);
      Tiers tiers = Tiers.open(context, SmallChunks.tiers());
      CopyEngine copies =
          new CopyEngine(context, TieredProvider.SLOT_BYTES, new StallMeter(new Traffic()));
      Place place = new Place(0, slab, 0, BYTES);
      int slot = TieredProvider.SLOT_BYTES;
      int index = List.copyOf(tiers.capacities().keySet()).indexOf(tier);
      HostCopy copy = tiers.take(BYTES, new TierPlace(index, stripes), slot);
      assertEquals(BYTES - stripes * slot, tiers.used().get(tier));

      byte[] onDevice = new byte[BYTES];
      byte[] inTier = new byte[BYTES];
      Random random = new Random(5);
      random.nextBytes(onDevice);
      random.nextBytes(inTier);
      scratch.slice(0, BYTES).put(onDevice);
      copies.write(place, 0, BYTES, scratch, 0);
      scratch.slice(0, BYTES).put(inTier);
      copies.write(copy, 0, BYTES, scratch, 0);

      for (int i = 0; i < COPIES; i++) {
        CopyShape shape = shape(random);
        int from = random.nextInt(BYTES - (int) shape.sourceExtent() + 1);
        int to = random.nextInt(BYTES - (int) shape.targetExtent() + 1);
        if (random.nextBoolean()) {
          copies
              .compute()
              .await(copies.upload(copy, from, behind(place, to), shape, (begin, end) -> {}));
          model(inTier, from, onDevice, to, shape);
        } else {
          copies
              .download(behind(place, from), copy, to, shape)
              .forEach(part -> copies.compute().await(part.fences().get(0)));
          model(onDevice, from, inTier, to, shape);
        }
        // a copy of a block never overtakes the one before it; here the device end may change, too
        copies.waitForAll();
        copies.settle();
      }
      copies.read(place, 0, BYTES, scratch, 0);
      assertArrayEquals(onDevice, bytes(scratch));
      copies.read(copy, 0, BYTES, scratch, 0);
      assertArrayEquals(inTier, bytes(scratch));
      copies.finish();
      tiers.close();
    }
  }

  private static CopyShape shape(Random random) {
    long rows = 1L + random.nextInt(MOST_ROWS);
    long rowBytes = 1L + random.nextInt((int) Math.min(MOST_ROW_BYTES, BYTES / rows / 2));
    boolean dense = random.nextInt(3) == 0;
    return new CopyShape(
        rows,
        rowBytes,
        dense ? rowBytes : pitch(rowBytes, random),
        dense ? rowBytes : pitch(rowBytes, random));
  }

  private static long pitch(long rowBytes, Random random) {
    long gap = random.nextInt((int) rowBytes);
    return rowBytes + gap;
  }

  private static void model(byte[] from, int fromOffset, byte[] to, int toOffset, CopyShape shape) {
    for (int row = 0; row < shape.rows(); row++) {
      System.arraycopy(
          from,
          fromOffset + row * (int) shape.sourcePitch(),
          to,
          toOffset + row * (int) shape.targetPitch(),
          (int) shape.rowBytes());
    }
  }

  private static byte[] bytes(HostMemory memory) {
    byte[] bytes = new byte[BYTES];
    memory.slice(0, BYTES).get(bytes);
    return bytes;
  }

  private static Place behind(Place place, long offset) {
    return new Place(place.slab(), place.memory(), place.offset() + offset, place.bytes() - offset);
  }
}
