package example.memory;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every block a slab of its own when it is first used; nothing moves. */
final class SlabManager implements MemoryManager, ResidencyManager {
  private final MemoryContext context;
  private final Map<Block, DeviceSlab> slabs = new HashMap<>();

  SlabManager(MemoryContext context) {
    this.context = context;
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    program.blocks().forEach(this::slab);
    return Schedule.inOrder(program);
  }

  private DeviceSlab slab(Block block) {
    return slabs.computeIfAbsent(
        block,
        key -> {
          long bytes = Math.max(4, (block.bytes() + 3) / 4 * 4);
          DeviceSlab slab = context.device().allocate(bytes);
          context.streams().compute().fill(slab, 0, bytes, 0);
          return slab;
        });
  }

  private View view(Region region) {
    return new View(slab(region.block()), region.offset(), region.tensor());
  }

  @Override
  public void dismiss(LoweredProgram program) {
    program.blocks().stream().filter(block -> !block.persistent()).forEach(this::release);
  }

  @Override
  public void release(Block block) {
    DeviceSlab slab = slabs.remove(block);
    if (slab != null) {
      slab.close();
    }
  }

  @Override
  public ResidencyManager residency() {
    return this;
  }

  @Override
  public MemoryTraffic traffic() {
    return MemoryTraffic.none(slabs.values().stream().mapToLong(DeviceSlab::bytes).sum());
  }

  @Override
  public void begin(LoweredProgram program) {}

  @Override
  public Lease lease(List<BlockAccess> accesses) {
    return new Lease() {
      @Override
      public View view(Region region) {
        return SlabManager.this.view(region);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void swapIn(Block block) {}

  @Override
  public void swapOut(Block block) {}

  @Override
  public void drop(Block block) {}

  @Override
  public void read(Region region, HostMemory target, long targetOffset) {
    CopyShape shape = CopyShape.bytes(region.tensor().extentBytes());
    View view = view(region);
    context.streams().compute().download(view.slab(), view.offset(), target, targetOffset, shape);
    context.streams().compute().synchronize();
  }

  @Override
  public void write(Region region, HostMemory source, long sourceOffset) {
    CopyShape shape = CopyShape.bytes(region.tensor().extentBytes());
    View view = view(region);
    context.streams().compute().upload(source, sourceOffset, view.slab(), view.offset(), shape);
    context.streams().compute().synchronize();
  }

  @Override
  public void close() {
    slabs.values().forEach(DeviceSlab::close);
    slabs.clear();
  }
}
