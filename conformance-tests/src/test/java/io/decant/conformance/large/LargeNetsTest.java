package io.decant.conformance.large;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.forecast.MemoryStudy;
import io.decant.conformance.tiering.CutAsFor;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.wrapper.Instrument;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PoolCapacity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nets train in a small part of the memory they need, and learn what they learn in all of it. */
class LargeNetsTest {
  private static final int ITERATIONS = 2;
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @Test
  void aTwentiethOfTheFootprintIsEnough() {
    boolean full = LargeNet.FULL;
    Located<SolverParameter> net =
        LargeNet.chain(full ? 200 : 100, full ? 2560 : 256, full ? 1024 : 64);
    try (Engine engine = LargeNet.engine(new Instrument() {})) {
      long bytes = LargeNet.study(engine, net).residentBytes();
      assertTrue(!full || bytes >= 4_000_000_000L, bytes + " bytes");
      Training resident = train(engine, net, MemoryOptions.DEFAULT);
      Training tight = train(engine, net, LargeNet.in(bytes / 20));
      say("chain", bytes, bytes / 20, tight);
      assertTrue(tight.traffic().bytesIn() + tight.traffic().recomputed() > 0, tight + "");
      assertTrue(tight.traffic().peakBytes() <= bytes / 20, tight + "");
      assertEquals(0, tight.traffic().tiles(), "no operator is cut");
      assertEquals(Optional.empty(), resident.difference(tight, 0));
    }
  }

  /** One image has no axis to cut but its rows; its convolutions need halos. */
  @Test
  void convolutionsOfFourTimesThePoolRunInTilesThroughEveryTier() {
    Located<SolverParameter> net =
        LargeNet.FULL ? LargeNet.pixels(1080, 1920) : LargeNet.pixels(67, 120);
    try (Engine engine = LargeNet.engine(new Instrument() {})) {
      MemoryStudy study = LargeNet.study(engine, net);
      MemoryOptions pinned = LargeNet.in(study.smallestPoolBytes() / 4);
      MemoryOptions pageable = pinned.withPinnedMemory(0);
      MemoryOptions file = pageable.withHostMemory(0).withSpillDirectory(folder);
      Training whole = train(engine, net, MemoryOptions.DEFAULT);
      Training roomy = roomy(engine, net, pinned, 2 * study.residentBytes());
      for (MemoryOptions options : List.of(pinned, pageable, file)) {
        Training tiled = train(engine, net, options);
        say("pixels", study.residentBytes(), options.deviceMemory().orElseThrow(), tiled);
        assertTrue(tiled.traffic().tiles() > 10 * ITERATIONS, tiled + "");
        assertTrue(tiled.traffic().bytesIn() > 0, tiled + "");
        assertEquals(Optional.empty(), roomy.difference(tiled, 0), options + "");
        assertEquals(Optional.empty(), whole.difference(tiled, TOLERANCE), options + "");
      }
    }
  }

  private static Training train(
      Engine engine, Located<SolverParameter> net, MemoryOptions options) {
    try (Engine managed = engine.with(options)) {
      return Training.of(managed, net, ITERATIONS);
    }
  }

  /** Trains with the tiles of a small pool in a large one. */
  private static Training roomy(
      Engine engine, Located<SolverParameter> net, MemoryOptions small, long bytes) {
    PoolCapacity capacity;
    try (Engine tight = engine.with(small)) {
      capacity = tight.memoryManager().capacity().orElseThrow();
    }
    try (Engine managed =
        engine.with(LargeNet.in(bytes), (context, manager) -> new CutAsFor(manager, capacity))) {
      return Training.of(managed, net, ITERATIONS);
    }
  }

  private static void say(String net, long bytes, long pool, Training training) {
    System.out.printf(
        Locale.ROOT,
        "%s: blocks of %d MB in %d MB: %s%n",
        net,
        bytes / 1_000_000,
        pool / 1_000_000,
        training.traffic());
  }
}
