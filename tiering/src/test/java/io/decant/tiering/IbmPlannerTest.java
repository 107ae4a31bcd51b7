package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.PlanForecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What planner {@code ibm} manages and moves, against tables worked out by hand from IBM's rules.
 * Each row has N in KB, f, the number of managed blocks, their bytes, and the bytes that one
 * iteration brings in and sends out. Sizes are in bytes; a storage that blobs share counts once.
 */
class IbmPlannerTest {
  private static final long MIB = 1 << 20;

  /** One row of a table. */
  private record Row(long n, double f, int blocks, long bytes, long in, long out) {}

  /** Where nothing is managed. */
  private static final MemoryForecast NOTHING =
      new MemoryForecast(
          "none", LargeModelSupport.OFF, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of());

  /** What one net did. */
  private record Outcome(MemoryForecast forecast, long in, long out, List<float[]> gradients) {}

  /**
   * A chain, last layer and layer in place included. In 14 MiB.
   *
   * <p>Created, with running sums: x 1,048,576 (1,048,576); label 16,384 (1,064,960); a 2,359,296
   * (3,424,256); a.diff 2,359,296 (5,783,552); ip1's weights, bias, their diffs (5,858,432); z
   * 32,768 (5,891,200); z.diff 32,768 (5,923,968). f = 0.1 is 1,468,006: from a on. f = 0.4 is
   * 5,872,025: from z on. f = 1 is never exceeded.
   *
   * <p>Out: a behind ip2. x goes behind ip1, unchanged; z and label stay, the loss is last. In: a
   * for ip2's backward, x for ip1's. z, z.diff, a, a.diff are dropped behind the backward of their
   * layers.
   */
  private static final String CHAIN =
      """
      name: 'chain'
      layer { name: 'data' type: 'Input' top: 'x' top: 'label'
        input_param { shape { dim: 4096 dim: 64 } shape { dim: 4096 } } }
      layer { name: 'ip1' type: 'InnerProduct' bottom: 'x' top: 'a'
        inner_product_param { num_output: 144 weight_filler { type: 'xavier' } } }
      layer { name: 'relu1' type: 'ReLU' bottom: 'a' top: 'a' }
      layer { name: 'ip2' type: 'InnerProduct' bottom: 'a' top: 'z'
        inner_product_param { num_output: 2 weight_filler { type: 'xavier' } } }
      layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'z' bottom: 'label' top: 'loss' }
      """;

  private static final List<Row> CHAIN_ROWS =
      List.of(
          new Row(1, 0, 6, 5_849_088, 3_407_872, 2_359_296), // x label a a.diff z z.diff
          new Row(1, 0.1, 4, 4_784_128, 2_359_296, 2_359_296), // a a.diff z z.diff
          new Row(1, 0.4, 2, 65_536, 0, 0), // z z.diff
          new Row(1, 1, 0, 0, 0, 0),
          new Row(1000, 0, 3, 5_767_168, 3_407_872, 2_359_296), // x a a.diff
          new Row(1000, 0.1, 2, 4_718_592, 2_359_296, 2_359_296), // a a.diff
          new Row(1000, 0.4, 0, 0, 0, 0),
          new Row(1000, 1, 0, 0, 0, 0),
          new Row(2000, 0, 2, 4_718_592, 2_359_296, 2_359_296), // a a.diff
          new Row(2000, 0.1, 2, 4_718_592, 2_359_296, 2_359_296),
          new Row(2000, 0.4, 0, 0, 0, 0),
          new Row(2000, 1, 0, 0, 0, 0));

  /**
   * A split, and layers of types that IBM's list lacks (TanH, EuclideanLoss). In 24,000,000 bytes.
   *
   * <p>Created: x 524,288 (524,288); t (1,572,864); a (2,621,440), which the split's tops share;
   * a.diff (3,670,016); ip1's parameters (3,686,912); the diffs of the split's tops, s0, which
   * takes b.diff's place, and s1 (5,784,064); b (6,832,640); tanh's scratch (7,881,216); c
   * (8,929,792); c.diff (9,978,368); ip2's parameters (10,011,648); d, d.diff (12,108,800);
   * 1,048,576 each but for x and parameters. f = 0.1 is 2,400,000: from a on. f = 0.4 is 9,600,000:
   * from c.diff on.
   *
   * <p>Forward, out: a behind the split, b and c behind sum; in: a for tanh, a for ip2. Backward,
   * in: a for ip2, b for tanh, x for ip1; out: d and d.diff behind sum, s0 behind the split, since
   * TanH and EuclideanLoss are not of IBM's types. For the same reason a, d, d.diff and s0 are on
   * the host when the next iteration overwrites them, and come in once more.
   */
  private static final String BRANCHES =
      """
      name: 'branches'
      layer { name: 'data' type: 'Input' top: 'x' top: 't'
        input_param { shape { dim: 4096 dim: 32 } shape { dim: 4096 dim: 64 } } }
      layer { name: 'ip1' type: 'InnerProduct' bottom: 'x' top: 'a'
        inner_product_param { num_output: 64 weight_filler { type: 'xavier' } } }
      layer { name: 'tanh' type: 'TanH' bottom: 'a' top: 'b' }
      layer { name: 'ip2' type: 'InnerProduct' bottom: 'a' top: 'c'
        inner_product_param { num_output: 64 weight_filler { type: 'xavier' } } }
      layer { name: 'sum' type: 'Eltwise' bottom: 'b' bottom: 'c' top: 'd'
        eltwise_param { operation: SUM coeff: 2 coeff: 2 } }
      layer { name: 'loss' type: 'EuclideanLoss' bottom: 'd' bottom: 't' top: 'loss' }
      """;

  private static final List<Row> BRANCHES_ROWS =
      List.of(
          // x t a a.diff s0 s1 b c c.diff d d.diff
          new Row(1, 0, 11, 524_288 + 10 * MIB, 524_288 + 8 * MIB, 6 * MIB),
          new Row(1, 0.1, 9, 9 * MIB, 8 * MIB, 6 * MIB), // all but x t
          new Row(1, 0.4, 3, 3 * MIB, 2 * MIB, 2 * MIB), // in and out: d d.diff
          new Row(1, 1, 0, 0, 0, 0),
          new Row(1000, 0, 10, 10 * MIB, 8 * MIB, 6 * MIB), // all but x
          new Row(1000, 0.1, 9, 9 * MIB, 8 * MIB, 6 * MIB),
          new Row(1000, 0.4, 3, 3 * MIB, 2 * MIB, 2 * MIB),
          new Row(1000, 1, 0, 0, 0, 0),
          new Row(2000, 0, 0, 0, 0, 0),
          new Row(2000, 0.1, 0, 0, 0, 0),
          new Row(2000, 0.4, 0, 0, 0, 0),
          new Row(2000, 1, 0, 0, 0, 0));

  /**
   * Convolution, pooling, a view (Flatten), two layers in place. In 10,000,000 bytes.
   *
   * <p>Created: x 262,144 (262,144); label 256 (262,400); y 2,097,152 (2,359,552); y.diff
   * (4,456,704); conv's parameters and scratch; q 524,288, q.diff 524,288, which Dropout and
   * Flatten share; z 2,560, z.diff 2,560. f = 0.1 is 1,000,000: from y on. f = 0.4 is 4,000,000:
   * from y.diff on.
   *
   * <p>Forward, out: y behind pool, q behind flat; in: q for ip. Backward, in: q for ip, q.diff for
   * drop, y for relu, x for conv; out: q.diff behind flat, where it is not used for the last time,
   * and behind pool, since Flatten is not of IBM's types. For the same reason q and q.diff are on
   * the host when the next iteration overwrites them, and come in once more.
   */
  private static final String IMAGES =
      """
      name: 'images'
      layer { name: 'data' type: 'Input' top: 'x' top: 'label'
        input_param { shape { dim: 64 dim: 1 dim: 32 dim: 32 } shape { dim: 64 } } }
      layer { name: 'conv' type: 'Convolution' bottom: 'x' top: 'y' convolution_param {
        num_output: 8 kernel_size: 3 pad: 1 weight_filler { type: 'xavier' } } }
      layer { name: 'relu' type: 'ReLU' bottom: 'y' top: 'y' }
      layer { name: 'pool' type: 'Pooling' bottom: 'y' top: 'q'
        pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
      layer { name: 'drop' type: 'Dropout' bottom: 'q' top: 'q' }
      layer { name: 'flat' type: 'Flatten' bottom: 'q' top: 'f' }
      layer { name: 'ip' type: 'InnerProduct' bottom: 'f' top: 'z'
        inner_product_param { num_output: 10 weight_filler { type: 'xavier' } } }
      layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'z' bottom: 'label' top: 'loss' }
      """;

  private static final List<Row> IMAGES_ROWS =
      List.of(
          new Row(1, 0, 7, 5_510_144, 4_980_736, 3_670_016), // x y y.diff q q.diff z z.diff
          new Row(1, 0.1, 6, 5_248_000, 4_718_592, 3_670_016), // all but x
          new Row(1, 0.4, 5, 3_150_848, 2_621_440, 1_572_864), // y.diff q q.diff z z.diff
          new Row(1, 1, 0, 0, 0, 0),
          new Row(1000, 0, 2, 4_194_304, 2_097_152, 2_097_152), // y y.diff
          new Row(1000, 0.1, 2, 4_194_304, 2_097_152, 2_097_152),
          new Row(1000, 0.4, 1, 2_097_152, 0, 0), // y.diff
          new Row(1000, 1, 0, 0, 0, 0),
          new Row(2000, 0, 2, 4_194_304, 2_097_152, 2_097_152),
          new Row(2000, 0.1, 2, 4_194_304, 2_097_152, 2_097_152),
          new Row(2000, 0.4, 1, 2_097_152, 0, 0),
          new Row(2000, 1, 0, 0, 0, 0));

  @Test
  void aChain() {
    check(CHAIN, 14 * MIB, CHAIN_ROWS);
  }

  @Test
  void aSplitAndTypesThatIbmDidNotCover() {
    check(BRANCHES, 24_000_000, BRANCHES_ROWS);
  }

  @Test
  void imagesAndAView() {
    check(IMAGES, 10_000_000, IMAGES_ROWS);
  }

  private static void check(String net, long memory, List<Row> rows) {
    List<Row> all = new ArrayList<>(rows);
    for (double f : new double[] {0, 0.1, 0.4, 1}) {
      all.add(new Row(100_000, f, 0, 0, 0, 0));
      all.add(new Row(10_000_000_000L, f, 0, 0, 0, 0));
    }
    Outcome resident = run(net, MemoryOptions.DEFAULT.withDeviceMemory(64 * MIB));
    for (Row row : all) {
      Outcome outcome = run(net, options(row.n, row.f, memory));
      PlanForecast plan = outcome.forecast.programs().values().iterator().next();
      assertEquals(
          row,
          new Row(
              row.n,
              row.f,
              outcome.forecast.managedBlocks(),
              outcome.forecast.managedBytes(),
              plan.bytesIn(),
              plan.bytesOut()),
          "planned");
      assertEquals(row.in, outcome.in, row + ": counted in");
      assertEquals(row.out, outcome.out, row + ": counted out");
      for (int i = 0; i < resident.gradients.size(); i++) {
        assertArrayEquals(resident.gradients.get(i), outcome.gradients.get(i), row.toString());
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    // All of it takes 13.2 MB; so it does where nothing is managed.
    DeviceMemoryExceededException refused =
        assertThrows(
            DeviceMemoryExceededException.class,
            () -> run(BRANCHES, options(10_000_000_000L, 0, 11 * MIB)));
    assertTrue(refused.getMessage().contains("-lms"), refused.getMessage());
    assertTrue(refused.neededBytes() > 12 * MIB, refused.getMessage());
    assertEquals(6 * MIB, run(BRANCHES, options(1, 0, 11 * MIB)).out);
  }

  @Test
  void aPassWithoutGradientsCopiesWhatNobodyReadsAgain() {
    // Nothing is dropped: a goes out behind ip2, and comes in before ip1 overwrites it; x comes in
    // for ip1 and goes unchanged.
    Outcome outcome = run(CHAIN, options(1000, 0, 14 * MIB), false);
    assertEquals(2_359_296, outcome.out);
    assertEquals(2_359_296 + 1_048_576, outcome.in);
    PlanForecast plan = outcome.forecast.programs().values().iterator().next();
    assertEquals(outcome.in, plan.bytesIn());
    assertEquals(outcome.out, plan.bytesOut());
  }

  private static MemoryOptions options(long n, double f, long memory) {
    return MemoryOptions.DEFAULT
        .withDeviceMemory(memory)
        .with(new LargeModelSupport(true, n * 1024, f))
        .withPlanner("ibm");
  }

  private static Outcome run(String text, MemoryOptions options) {
    return run(text, options, true);
  }

  /** Runs three iterations and counts what the last one moves. */
  private static Outcome run(String text, MemoryOptions options, boolean backward) {
    EngineConfig config =
        new EngineConfig(
            Rig.cpu(), 0, new TestContext(1L << 30), options, PrepareOptions.DEFAULT, op -> {});
    try (Engine engine = Engine.open(config);
        Net net =
            Net.builder(engine, Prototxt.parseNet(text, "net.prototxt"))
                .phase(Phase.TRAIN)
                .backward(backward)
                .seed(7)
                .retain(List.of())
                .build()) {
      net.prepare();
      Random random = new Random(3);
      for (String input : List.of("x", net.blobNames().contains("t") ? "t" : "label")) {
        float[] values = new float[(int) net.blob(input).shape().count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = input.equals("label") ? random.nextInt(2) : random.nextFloat();
        }
        net.blob(input).setData(values);
      }
      MemoryTraffic before = engine.memoryManager().traffic();
      for (int i = 0; i < 3; i++) {
        before = engine.memoryManager().traffic();
        net.passes().runProgram(false);
      }
      MemoryTraffic after = engine.memoryManager().traffic();
      List<float[]> gradients = new ArrayList<>();
      for (NetParam param : backward ? net.parameters() : List.<NetParam>of()) {
        gradients.add(net.blob(param).diff());
      }
      return new Outcome(
          engine.memoryManager().forecast().orElse(NOTHING),
          after.bytesIn() - before.bytesIn(),
          after.bytesOut() - before.bytesOut(),
          gradients);
    }
  }
}
