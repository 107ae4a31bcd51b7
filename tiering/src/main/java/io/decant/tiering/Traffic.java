package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.MemoryTraffic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private @Nullable List<Runnable> noted;

  /** Does something without counting, and returns what it would have counted. */
  List<Runnable> during(Runnable work) {
    List<Runnable> counts = new ArrayList<>();
    noted = counts;
    try {
      work.run();
    } finally {
      noted = null;
    }
    return counts;
  }

  private void count(Runnable one) {
    if (noted == null) {
      one.run();
    } else {
      noted.add(one);
    }
  }

  void in(Block block) {
    count(
        () -> {
          bytesIn += block.bytes();
          recorder.in(block);
        });
  }

  void out(Block block) {
    count(
        () -> {
          bytesOut += block.bytes();
          recorder.out(block);
        });
  }

  void drop() {
    count(() -> dropped++);
  }

  void tile() {
    count(() -> tiles++);
  }

  void recompute(LoweredOp op) {
    count(
        () -> {
          recomputed++;
          recorder.recompute(op);
        });
  }

  /** Notes that operators waited for a copy. */
  void stall(long nanos) {
    stallNanos += nanos;
  }

  /** Notes that an operator waited for a copy that was started ahead of its use. */
  void late() {
    latePrefetches++;
  }

  MemoryTraffic total(long peakBytes) {
    return new MemoryTraffic(
        bytesIn, bytesOut, dropped, recomputed, stallNanos, latePrefetches, peakBytes, tiles);
  }
}
