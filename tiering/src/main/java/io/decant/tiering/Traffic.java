package io.decant.tiering;

import io.decant.spi.memory.MemoryTraffic;

/** Counts what is moved. */
final class Traffic {
  private long bytesIn;
  private long bytesOut;
  private long dropped;
  private long tiles;

  void in(long bytes) {
    bytesIn += bytes;
  }

  void out(long bytes) {
    bytesOut += bytes;
  }

  void drop() {
    dropped++;
  }

  void tile() {
    tiles++;
  }

  MemoryTraffic total(long peakBytes) {
    return new MemoryTraffic(bytesIn, bytesOut, dropped, peakBytes, tiles);
  }
}
