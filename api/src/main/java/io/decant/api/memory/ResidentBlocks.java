package io.decant.api.memory;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Blocks that never move: leasing one is looking up its address. */
final class ResidentBlocks implements ResidencyManager {
  private record Place(DeviceSlab slab, long offset) {}

  private final DeviceStream stream;
  private final Consumer<Block> placer;
  private final Map<Block, Place> places = new HashMap<>();
  private final Map<Block, Long> scratch = new HashMap<>();
  private long placement;
  private final Lease lease =
      new Lease() {
        @Override
        public View view(Region region) {
          return ResidentBlocks.this.view(region);
        }

        @Override
        public void close() {}
      };

  /**
   * Creates an empty set.
   *
   * @param placer places a persistent block that has no place yet
   */
  ResidentBlocks(Streams streams, Consumer<Block> placer) {
    this.stream = streams.compute();
    this.placer = placer;
  }

  boolean contains(Block block) {
    return places.containsKey(block);
  }

  void place(Block block, DeviceSlab slab, long offset) {
    placement++;
    places.put(block, new Place(slab, offset));
    if (block.persistent() && block.bytes() > 0) {
      stream.fill(slab, offset, (block.bytes() + 3) / 4 * 4, 0);
    }
  }

  void placeScratch(Map<Block, Long> offsets, DeviceSlab arena) {
    placement++;
    scratch.putAll(offsets);
    offsets.forEach((block, offset) -> places.put(block, new Place(arena, offset)));
  }

  void moveScratch(DeviceSlab arena) {
    placement++;
    scratch.forEach((block, offset) -> places.put(block, new Place(arena, offset)));
  }

  void releaseArena(DeviceSlab arena) {
    stream.synchronize();
    arena.close();
  }

  void forget(Block block) {
    placement++;
    places.remove(block);
  }

  void forgetScratch(Set<Block> gone) {
    for (Block block : gone) {
      if (scratch.remove(block) != null) {
        places.remove(block);
      }
    }
  }

  void close() {
    places.clear();
    scratch.clear();
  }

  @Override
  public void begin(LoweredProgram program) {}

  @Override
  public Lease lease(List<BlockAccess> accesses) {
    return lease;
  }

  @Override
  public OptionalLong placement() {
    return OptionalLong.of(placement);
  }

  @Override
  public void swapIn(Block block) {}

  @Override
  public void swapOut(Block block) {}

  @Override
  public void drop(Block block) {}

  @Override
  public void read(Region region, HostMemory target, long targetOffset) {
    View view = view(region);
    stream.download(
        view.slab(),
        view.offset(),
        target,
        targetOffset,
        CopyShape.bytes(region.tensor().extentBytes()));
    stream.synchronize();
  }

  @Override
  public void write(Region region, HostMemory source, long sourceOffset) {
    View view = view(region);
    stream.upload(
        source,
        sourceOffset,
        view.slab(),
        view.offset(),
        CopyShape.bytes(region.tensor().extentBytes()));
    stream.synchronize();
  }

  private View view(Region region) {
    if (region.block().persistent() && !places.containsKey(region.block())) {
      placer.accept(region.block());
    }
    Place place = places.get(region.block());
    if (place == null) {
      throw new IllegalStateException("block " + region.block() + " is not on the device");
    }
    return new View(place.slab, place.offset + region.offset(), region.tensor());
  }
}
