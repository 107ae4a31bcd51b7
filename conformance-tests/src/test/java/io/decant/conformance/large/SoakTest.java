package io.decant.conformance.large;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.solver.Solver;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappedSlab;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.MemoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever trains for long needs no more memory than who trains shortly. */
class SoakTest {
  private static final int ITERATIONS = LargeNet.FULL ? 10_000 : 400;

  /** By then plans have been made from times of code that is compiled. */
  private static final int WARM = ITERATIONS / 2;

  private static final long HEAP_SLACK = 2 << 20;
  private static final long NATIVE_SLACK = 32L << 20;

  @TempDir Path folder;

  @Test
  void memoryDoesNotGrow() throws IOException {
    Allocations allocations = new Allocations();
    try (Engine engine = LargeNet.engine(allocations);
        Engine managed = engine.with(options());
        Solver solver =
            Solver.builder(managed, SmallNet.DEEP.solver()).retainOutputsOnly().build()) {
      fill(solver);
      solver.step(WARM);
      managed.executor().synchronize();
      long requests = allocations.requests.get();
      long heap = heap();
      long resident = resident();
      solver.step(ITERATIONS - WARM);
      managed.executor().synchronize();
      long heapGrowth = heap() - heap;
      long nativeGrowth = resident() - resident;
      System.out.printf(
          "%d iterations, %s: heap %d bytes more than after half of them, resident set %d%n",
          ITERATIONS, managed.memoryManager().traffic(), heapGrowth, nativeGrowth);
      assertTrue(managed.memoryManager().traffic().bytesOut() > ITERATIONS, "blocks moved");
      assertEquals(requests, allocations.requests.get(), "requests for device or pinned memory");
      assertTrue(heapGrowth < HEAP_SLACK, heapGrowth + " bytes of heap more");
      assertTrue(!LargeNet.FULL || nativeGrowth < NATIVE_SLACK, nativeGrowth + " bytes more");
    }
    assertEquals(0, allocations.live.get(), "bytes of device memory that nobody gave back");
  }

  @Test
  void whatIsClosedLeavesNoDeviceMemoryBehind() {
    Allocations allocations = new Allocations();
    try (Engine engine = LargeNet.engine(allocations)) {
      long before = allocations.live.get();
      for (int i = 0; i < (LargeNet.FULL ? 200 : 5); i++) {
        try (Engine managed = engine.with(options())) {
          Training.of(managed, SmallNet.TINY);
        }
        assertEquals(before, allocations.live.get(), "bytes of device memory, round " + i);
      }
    }
  }

  /** Little memory of each tier, so that all are used. */
  private MemoryOptions options() {
    return LargeNet.in(300_000)
        .withPinnedMemory(100_000)
        .withHostMemory(100_000)
        .withSpillDirectory(folder);
  }

  private static void fill(Solver solver) {
    float[] data = new float[Math.toIntExact(solver.net().blob("data").count())];
    Arrays.fill(data, 0.5f);
    solver.net().blob("data").setData(data);
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  /** Returns the bytes that the process has in memory; 0 where the system does not tell. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static final class Allocations implements Instrument {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong live = new AtomicLong();

    @Override
    public void beforeAllocation(long bytes) {
      requests.incrementAndGet();
    }

    @Override
    public void beforePinnedAllocation(long bytes) {
      requests.incrementAndGet();
    }

    @Override
    public void allocated(Device device, DeviceSlab slab) {
      live.addAndGet(slab.bytes());
    }

    @Override
    public void released(WrappedSlab slab) {
      live.addAndGet(-slab.bytes());
    }
  }
}
