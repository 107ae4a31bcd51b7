package io.decant.spi.run;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Gives every block a slab of its own, and records what is asked of it in its device's log. */
final class FakeResidency implements ResidencyManager {
  private final FakeDevice device;
  private final Map<Block, DeviceSlab> slabs = new HashMap<>();

  /** What it says of addresses. */
  OptionalLong placement = OptionalLong.empty();

  FakeResidency(FakeDevice device) {
    this.device = device;
  }

  @Override
  public void begin(LoweredProgram program) {
    device.note("begin " + program.program().name());
  }

  @Override
  public Lease lease(List<BlockAccess> accesses) {
    String names =
        accesses.stream().map(access -> access.block().name()).collect(Collectors.joining(" "));
    device.note("lease " + names);
    return new Lease() {
      @Override
      public View view(Region region) {
        return FakeResidency.this.view(region);
      }

      @Override
      public void close() {
        device.note("return " + names);
      }
    };
  }

  @Override
  public OptionalLong placement() {
    return placement;
  }

  @Override
  public void swapIn(Block block) {
    device.note("swap in " + block.name());
  }

  @Override
  public void swapOut(Block block) {
    device.note("swap out " + block.name());
  }

  @Override
  public void writeBack(Block block) {
    device.note("write back " + block.name());
  }

  @Override
  public void drop(Block block) {
    device.note("drop " + block.name());
  }

  @Override
  public void read(Region region, HostMemory target, long targetOffset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(Region region, HostMemory source, long sourceOffset) {
    throw new UnsupportedOperationException();
  }

  View view(Region region) {
    DeviceSlab slab =
        slabs.computeIfAbsent(region.block(), block -> device.allocate(Math.max(4, block.bytes())));
    return new View(slab, region.offset(), region.tensor());
  }
}
