package io.decant.spi.memory;

import java.util.List;

/**
 * What a plan is made from.
 *
 * @param programs all programs that share the pool, in the order of admission
 * @param slabs sizes of the pool's slabs in bytes; addresses run through them in order
 * @param alignment of addresses and sizes in bytes
 * @param links how fast bytes move
 * @param times how long operators take
 * @param memoryBytes what the pool may take: the user's cap, or the device's memory
 */
public record PlanRequest(
    List<LoweredProgram> programs,
    List<Long> slabs,
    int alignment,
    LinkRates links,
    OpTimes times,
    long memoryBytes) {
  /** Copies the lists. */
  public PlanRequest {
    programs = List.copyOf(programs);
    slabs = List.copyOf(slabs);
  }

  /** Returns the size of the pool in bytes. */
  public long poolBytes() {
    return slabs.stream().mapToLong(Long::longValue).sum();
  }
}
