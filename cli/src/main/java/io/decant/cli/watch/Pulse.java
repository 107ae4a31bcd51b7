package io.decant.cli.watch;

import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;

/** How fast a run is, between two readings. For one thread. */
final class Pulse {
  /**
   * What was found between two readings.
   *
   * @param iterationsPerSecond iterations
   * @param imagesPerSecond items of all batches; 0 where nobody knows how many a batch has
   * @param peakBytes the largest device memory in use so far
   * @param inPerSecond bytes swapped in
   * @param outPerSecond bytes swapped out
   * @param waiting the share of the time in which operators waited for copies
   */
  record Reading(
      double iterationsPerSecond,
      double imagesPerSecond,
      long peakBytes,
      double inPerSecond,
      double outPerSecond,
      double waiting) {}

  private final MemoryManager manager;
  private final long images;
  private long iteration;
  private long nanos;
  private MemoryTraffic traffic;

  /**
   * Starts to measure.
   *
   * @param images items that an iteration takes, or 0
   */
  Pulse(MemoryManager manager, long images, long iteration) {
    this.manager = manager;
    this.images = images;
    this.iteration = iteration;
    this.nanos = System.nanoTime();
    this.traffic = manager.traffic();
  }

  /** Reads what happened since the last reading. */
  Reading take(long newIteration) {
    long now = System.nanoTime();
    MemoryTraffic all = manager.traffic();
    MemoryTraffic moved = all.since(traffic);
    double seconds = Math.max(1e-9, (now - nanos) / 1e9);
    double iterations = (newIteration - iteration) / seconds;
    iteration = newIteration;
    nanos = now;
    traffic = all;
    return new Reading(
        iterations,
        iterations * images,
        all.peakBytes(),
        moved.bytesIn() / seconds,
        moved.bytesOut() / seconds,
        moved.stallNanos() / 1e9 / seconds);
  }
}
