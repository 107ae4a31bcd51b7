package io.decant.conformance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.EngineConfig;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.HappensBefore;
import io.decant.conformance.wrapper.Poison;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.layout.ChannelsLast;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.ChannelOp;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.rewrite.Fusion;
import io.decant.spi.rewrite.Rewrite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training with channels last wherever there is such a form computes what it does without. */
class ChannelsLastTest {
  private static final double ROUNDING = 2e-5;

  /** The less, the more tiles there are to plan. */
  private static final long TILED_MEMORY = Boolean.getBoolean("decant.full") ? 24_000 : 90_000;

  @ParameterizedTest
  @CsvSource({"lenet, 5", "relatives, 8", "images, 11"})
  void weightsAreThoseOfChannelsFirst(String net, int convolutions) {
    AtomicInteger changed = new AtomicInteger();
    Map<String, float[]> last = train(net, new CpuBackendProvider(), counting(changed)).weights();
    assertEquals(convolutions, changed.get(), "convolutions with channels last");
    assertClose(TrainingRun.weights(net, new CpuBackendProvider(), MemoryOptions.DEFAULT), last);
  }

  @ParameterizedTest
  @CsvSource({"lenet, 0.5", "relatives, 0.67", "images, 0.4"})
  void movedBlocksHaveNoRacesAndReadNothingUndefined(String net, double share) {
    TrainingRun resident = train(net, new CpuBackendProvider(), ChannelsLast.everywhere());
    long memory = (long) (share * resident.traffic().peakBytes());
    HappensBefore detector = new HappensBefore();
    TrainingRun watched =
        train(
            net,
            new WrappingProvider(new CpuBackendProvider(), () -> detector),
            ChannelsLast.everywhere(),
            capped(memory));
    assertEquals(List.of(), detector.violations());
    assertTrue(watched.traffic().bytesOut() > 0, () -> "nothing moved: " + watched.traffic());
    assertSame(resident, watched);
    assertSame(
        resident,
        train(
            net,
            new WrappingProvider(new CpuBackendProvider(), Poison::new),
            ChannelsLast.everywhere(),
            capped(memory)));
  }

  @ParameterizedTest
  @CsvSource({"lenet, 9", "relatives, 11", "images, 21"})
  void blobsThatUsersSeeHaveChannelsFirst(String net, int blobs) {
    CpuBackendProvider backend = new CpuBackendProvider();
    Map<String, float[]> first =
        TrainingRun.blobs(net, config(backend, Rewrite.NONE, MemoryOptions.DEFAULT));
    assertTrue(first.size() > blobs, () -> "few blobs: " + first.keySet());
    assertClose(
        first,
        TrainingRun.blobs(net, config(backend, ChannelsLast.everywhere(), MemoryOptions.DEFAULT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "residual"})
  void fusedOperatorsHaveChannelsLast(String net) {
    CpuBackendProvider backend = new CpuBackendProvider();
    AtomicLong fused = new AtomicLong();
    ChannelsLast everywhere = ChannelsLast.everywhere();
    Rewrite both =
        program -> {
          Program rewritten = everywhere.apply(Fusion.ALL.apply(program));
          rewritten.ops().stream()
              .map(ProgramOp::spec)
              .filter(
                  spec ->
                      spec instanceof BatchNorm
                          || spec instanceof BatchNormBackward
                          || spec instanceof BiasReluBackward)
              .forEach(spec -> fused.addAndGet(((ChannelOp) spec).inner() == 1 ? 1 : 1000));
          return rewritten;
        };
    assertClose(train(net, backend, Rewrite.NONE).weights(), train(net, backend, both).weights());
    assertTrue(fused.get() > 1 && fused.get() < 1000, () -> fused + " with channels last");
  }

  @Test
  void tilesComputeTheSame() {
    TrainingRun tiled =
        train("images", new CpuBackendProvider(), ChannelsLast.everywhere(), capped(TILED_MEMORY));
    assertTrue(tiled.traffic().tiles() > 100, () -> "few tiles: " + tiled.traffic());
    assertClose(
        TrainingRun.weights("images", new CpuBackendProvider(), MemoryOptions.DEFAULT),
        tiled.weights());
  }

  @Test
  void whatIsDecidedAtRunTimeKeepsChannelsFirst() {
    AtomicInteger changed = new AtomicInteger();
    TrainingRun filtered = train("filtered", new CpuBackendProvider(), counting(changed));
    assertEquals(0, changed.get());
    assertSame(train("filtered", new CpuBackendProvider(), Rewrite.NONE), filtered);
  }

  @Test
  void thePropertyDecides() {
    Chosen last = new Chosen("channels_last");
    TrainingRun.of("lenet", config(last));
    assertEquals(
        List.of(
            "info: program 'LeNet train': 11 of 28 operators have channels last, with 5 conversions"
                + " between layouts",
            "info: program 'LeNet train': 11 of 37 operators have channels last, with 5 conversions"
                + " between layouts"),
        last.said());
    Chosen unanswered = new Chosen("auto");
    TrainingRun.of("lenet", config(unanswered));
    assertEquals(List.of(), unanswered.said());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TrainingRun.of("lenet", config(new Chosen("nhwc"))));
    assertEquals(
        "decant.layout is auto, channels_first or channels_last, not 'nhwc'", e.getMessage());
  }

  private static EngineConfig config(BackendContext context) {
    return new EngineConfig(
        new CpuBackendProvider(),
        0,
        context,
        MemoryOptions.DEFAULT,
        PrepareOptions.DEFAULT,
        operator -> {});
  }

  private static MemoryOptions capped(long bytes) {
    return MemoryOptions.DEFAULT.withDeviceMemory(bytes).with(MemoryOptions.LargeModelSupport.AUTO);
  }

  private static TrainingRun train(String net, BackendProvider backend, Rewrite rewrite) {
    return train(net, backend, rewrite, MemoryOptions.DEFAULT);
  }

  private static TrainingRun train(
      String net, BackendProvider backend, Rewrite rewrite, MemoryOptions memory) {
    return TrainingRun.of(net, config(backend, rewrite, memory));
  }

  private static EngineConfig config(
      BackendProvider backend, Rewrite rewrite, MemoryOptions memory) {
    KitContext context =
        memory.deviceMemory().isPresent()
            ? KitContext.limited(memory.deviceMemory().getAsLong())
            : KitContext.unlimited();
    return new EngineConfig(
        backend,
        0,
        context,
        memory,
        PrepareOptions.DEFAULT,
        ComputeMode.FLOAT32,
        rewrite,
        operator -> {});
  }

  /** The kit's context with a layout. */
  private record Chosen(String layout, KitContext kit) implements BackendContext {
    Chosen(String layout) {
      this(layout, KitContext.unlimited());
    }

    List<String> said() {
      return kit.said().lines().filter(line -> line.contains("channels last")).toList();
    }

    @Override
    public Optional<String> property(String key) {
      return key.equals("decant.layout") ? Optional.of(layout) : kit.property(key);
    }

    @Override
    public Path cacheDirectory() {
      return kit.cacheDirectory();
    }

    @Override
    public OptionalLong memoryLimit() {
      return kit.memoryLimit();
    }

    @Override
    public BackendListener listener() {
      return kit.listener();
    }
  }

  /** Counts the convolutions and gradients that get channels last in the first program. */
  private static Rewrite counting(AtomicInteger changed) {
    ChannelsLast everywhere = ChannelsLast.everywhere();
    return program -> {
      Program rewritten = everywhere.apply(program);
      int count = (int) rewritten.ops().stream().filter(ChannelsLastTest::hasChannelsLast).count();
      changed.compareAndSet(0, count);
      return rewritten;
    };
  }

  private static boolean hasChannelsLast(ProgramOp op) {
    return geometry(op).filter(sizes -> sizes.layout() == Layout.CHANNELS_LAST).isPresent();
  }

  private static Optional<ConvolutionGeometry> geometry(ProgramOp op) {
    if (op.spec() instanceof Convolution forward) {
      return Optional.of(forward.geometry());
    }
    if (op.spec() instanceof ConvolutionBackwardData data) {
      return Optional.of(data.geometry());
    }
    return op.spec() instanceof ConvolutionBackwardWeights weights
        ? Optional.of(weights.geometry())
        : Optional.empty();
  }

  private static void assertSame(TrainingRun expected, TrainingRun actual) {
    assertEquals(expected.weights().keySet(), actual.weights().keySet());
    expected
        .weights()
        .forEach((name, weights) -> assertArrayEquals(weights, actual.weights().get(name), name));
  }

  private static void assertClose(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, weights) -> {
          float[] found = actual.get(name);
          assertEquals(weights.length, found.length, name);
          for (int i = 0; i < weights.length; i++) {
            assertEquals(
                weights[i], found[i], ROUNDING * Math.max(1, Math.abs(weights[i])), name + i);
          }
        });
  }
}
