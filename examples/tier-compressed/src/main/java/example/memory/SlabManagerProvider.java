package example.memory;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;

/** Named in META-INF/services/io.decant.spi.memory.MemoryManagerProvider. */
public final class SlabManagerProvider implements MemoryManagerProvider {
  @Override
  public String name() {
    return "slabs";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return options.planner().equals(name());
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    context.listener().info("every block has a slab of its own");
    return new SlabManager(context);
  }
}
