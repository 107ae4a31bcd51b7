package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The blocks that may leave the device: larger than the user's threshold, and, in {@link
 * CreationOrder}, behind the point at which all blocks so far, this one included, exceed the user's
 * share of device memory; in any case windows, and blocks that there are windows of. Source: the
 * flags {@code -lms} and {@code -lms_frac} of IBM's Large Model Support for Caffe.
 */
public final class ManagedBlocks {
  private ManagedBlocks() {}

  /**
   * Finds them.
   *
   * @param programs those that share a pool, in the order of admission
   * @param memoryBytes the user's cap, or the device's memory
   */
  public static Set<Block> find(
      LargeModelSupport limits, List<LoweredProgram> programs, long memoryBytes) {
    Set<Block> managed = new LinkedHashSet<>();
    Set<Block> seen = new HashSet<>();
    long bytes = 0;
    for (LoweredProgram program : programs) {
      for (Block block : CreationOrder.of(program)) {
        if (block.window() != null) {
          managed.add(block);
        } else if (seen.add(block)) {
          bytes += block.bytes();
          if (limits.manages(block) && bytes > limits.fraction() * memoryBytes) {
            managed.add(block);
          }
        }
      }
    }
    programs.stream()
        .flatMap(program -> program.ops().stream())
        .flatMap(op -> op.parents().stream())
        .forEach(access -> managed.add(access.block()));
    return managed;
  }
}
