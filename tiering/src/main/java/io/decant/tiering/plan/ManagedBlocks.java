package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.PlanForecast;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blocks that may leave the device: larger than the user's threshold, and, in the order in
 * which programs first use blocks, behind the point at which all blocks so far, this one included,
 * exceed the user's share of the pool. Source: the flags {@code -lms} and {@code -lms_frac} of
 * IBM's Large Model Support for Caffe.
 */
public final class ManagedBlocks {
  private final Set<Block> managed = new HashSet<>();
  private final Set<Block> seen = new HashSet<>();
  private long bytes;
  private long managedBytes;

  /**
   * Finds them.
   *
   * @param programs those that share a pool; order matters
   * @param pool bytes of the pool
   */
  public ManagedBlocks(LargeModelSupport limits, List<LoweredProgram> programs, long pool) {
    for (LoweredProgram program : programs) {
      for (Block block : program.blocks()) {
        if (seen.add(block)) {
          bytes += block.bytes();
          if (limits.manages(block) && bytes > limits.fraction() * pool) {
            managed.add(block);
            managedBytes += block.bytes();
          }
        }
      }
    }
  }

  /** Returns whether a block may leave. */
  public boolean contains(Block block) {
    return managed.contains(block);
  }

  /** Returns the forecast that goes with these blocks. */
  public MemoryForecast forecast(
      String planner, LargeModelSupport limits, long pool, Map<String, PlanForecast> programs) {
    return new MemoryForecast(
        planner, limits, pool, seen.size(), bytes, managed.size(), managedBytes, programs);
  }
}
