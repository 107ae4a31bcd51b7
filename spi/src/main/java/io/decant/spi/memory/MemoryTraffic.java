package io.decant.spi.memory;

/**
 * What a memory manager has moved since it was opened.
 *
 * @param bytesIn bytes swapped in
 * @param bytesOut bytes swapped out
 * @param dropped blocks whose device memory was freed without a copy
 * @param peakBytes largest device memory in use at once
 * @param tiles operators run that were tiles of larger ones
 */
public record MemoryTraffic(
    long bytesIn, long bytesOut, long dropped, long peakBytes, long tiles) {}
