package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.MemoryTraffic;

/** Counts what is moved, and has it recorded. */
final class Traffic {
  private final TrafficRecorder recorder = TrafficRecorder.find();
  private long bytesIn;
  private long bytesOut;
  private long dropped;
  private long tiles;
  private long recomputed;
  private long stallNanos;
  private long latePrefetches;

  void in(Block block) {
    bytesIn += block.bytes();
    recorder.in(block);
  }

  void out(Block block) {
    bytesOut += block.bytes();
    recorder.out(block);
  }

  void drop() {
    dropped++;
  }

  void tile() {
    tiles++;
  }

  void recompute(LoweredOp op) {
    recomputed++;
    recorder.recompute(op);
  }

  /** Notes that operators waited for a copy. */
  void stall(long nanos) {
    stallNanos += nanos;
  }

  /** Notes that a copy came later than operators needed it, though it was started ahead. */
  void late() {
    latePrefetches++;
  }

  MemoryTraffic total(long peakBytes) {
    return new MemoryTraffic(
        bytesIn, bytesOut, dropped, recomputed, stallNanos, latePrefetches, peakBytes, tiles);
  }
}
