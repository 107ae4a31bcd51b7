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
 * @param provisional whether another plan is asked for soon, when operators have been measured: a
 *     planner may take less trouble
 */
public record PlanRequest(
    List<LoweredProgram> programs,
    List<Long> slabs,
    int alignment,
    LinkRates links,
    OpTimes times,
    long memoryBytes,
    boolean provisional) {
  /** Copies the lists. */
  public PlanRequest {
    programs = List.copyOf(programs);
    slabs = List.copyOf(slabs);
  }

  /** Asks for a plan that lasts. */
  public PlanRequest(
      List<LoweredProgram> programs,
      List<Long> slabs,
      int alignment,
      LinkRates links,
      OpTimes times,
      long memoryBytes) {
    this(programs, slabs, alignment, links, times, memoryBytes, false);
  }

  /** Returns the size of the pool in bytes. */
  public long poolBytes() {
    return slabs.stream().mapToLong(Long::longValue).sum();
  }
}
