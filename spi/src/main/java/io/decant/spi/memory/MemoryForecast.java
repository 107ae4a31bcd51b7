package io.decant.spi.memory;

import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is expected of the programs that share a pool.
 *
 * @param planner name of the planner
 * @param limits which blocks may leave the device
 * @param poolBytes what the pool may take: the user's cap, or the device's memory
 * @param blocks number of blocks of all programs
 * @param bytes their bytes
 * @param managedBlocks number of those that may leave
 * @param managedBytes their bytes
 * @param tiers bytes of the tiers below the device by their names, in the order in which they are
 *     filled
 * @param taken bytes that blocks have of these tiers now
 * @param programs forecasts by the names of the programs that have a plan
 */
public record MemoryForecast(
    String planner,
    LargeModelSupport limits,
    long poolBytes,
    int blocks,
    long bytes,
    int managedBlocks,
    long managedBytes,
    Map<String, Long> tiers,
    Map<String, Long> taken,
    Map<String, PlanForecast> programs) {
  /** Copies the maps. */
  public MemoryForecast {
    tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
    taken = Collections.unmodifiableMap(new LinkedHashMap<>(taken));
    programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
  }

  /** Returns what the user asked for and what that means here, in one line. */
  public String summary() {
    return "planner "
        + planner
        + ", N = "
        + limits.aboveBytes() / 1024
        + " KB, f = "
        + limits.fraction()
        + ", pool "
        + poolBytes
        + " bytes; "
        + managedBlocks
        + " of "
        + blocks
        + " blocks may leave the device, "
        + managedBytes
        + " of "
        + bytes
        + " bytes; tiers below it: "
        + (tiers.isEmpty() ? "none" : tierSizes());
  }

  /** Returns what blocks have of each tier, in one line. */
  public String takenSummary() {
    return taken.entrySet().stream()
        .map(
            tier ->
                tier.getKey()
                    + " "
                    + tier.getValue()
                    + " of "
                    + tiers.getOrDefault(tier.getKey(), 0L)
                    + " bytes")
        .collect(Collectors.joining(", "));
  }

  private String tierSizes() {
    return tiers.entrySet().stream()
        .map(tier -> tier.getKey() + " " + tier.getValue() + " bytes")
        .collect(Collectors.joining(", "));
  }
}
