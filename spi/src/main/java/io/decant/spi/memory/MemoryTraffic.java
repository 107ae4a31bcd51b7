package io.decant.spi.memory;

/**
 * What a memory manager has moved since it was opened, as far as it is known.
 *
 * @param bytesIn bytes swapped in
 * @param bytesOut bytes swapped out
 * @param dropped blocks whose device memory was freed without a copy
 * @param recomputed operators that ran once more instead of having their results moved
 * @param stallNanos time on the device in which operators waited for copies, in nanoseconds
 * @param latePrefetches operators that waited for copies that had been started ahead of their use
 * @param peakBytes largest device memory in use at once
 * @param tiles operators run that were tiles of larger ones
 */
public record MemoryTraffic(
    long bytesIn,
    long bytesOut,
    long dropped,
    long recomputed,
    long stallNanos,
    long latePrefetches,
    long peakBytes,
    long tiles) {
  /** Returns the traffic of a manager that moves nothing. */
  public static MemoryTraffic none(long peakBytes) {
    return new MemoryTraffic(0, 0, 0, 0, 0, 0, peakBytes, 0);
  }

  /** Returns what has been moved since some earlier time; the peak is that of all time. */
  public MemoryTraffic since(MemoryTraffic earlier) {
    return new MemoryTraffic(
        bytesIn - earlier.bytesIn,
        bytesOut - earlier.bytesOut,
        dropped - earlier.dropped,
        recomputed - earlier.recomputed,
        stallNanos - earlier.stallNanos,
        latePrefetches - earlier.latePrefetches,
        peakBytes,
        tiles - earlier.tiles);
  }
}
