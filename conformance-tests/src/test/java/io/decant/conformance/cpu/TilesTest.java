package io.decant.conformance.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.oracle.Elements;
import io.decant.conformance.oracle.Estimates;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.Tolerance;
import io.decant.spi.op.DType;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TileAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tiles of every operator, run one after another, compute what the whole operator computes. */
class TilesTest {
  private static final Map<String, Set<String>> AXES =
      Map.ofEntries(
          Map.entry("Gemm", Set.of("rows", "columns", "batch", "depth")),
          Map.entry("Axpby", Set.of("elements")),
          Map.entry("Unary", Set.of("elements")),
          Map.entry("Binary", Set.of("elements")),
          Map.entry("Broadcast", Set.of("outer", "middle", "inner")),
          Map.entry("Reduce", Set.of("outer", "middle", "inner")),
          Map.entry("Gather", Set.of("outer", "count", "inner")),
          Map.entry("ScatterAdd", Set.of("outer", "count", "inner")),
          Map.entry("Im2col", Set.of("planes", "rows")),
          Map.entry("Col2im", Set.of("planes", "rows")),
          Map.entry("WindowReduce", Set.of("planes", "rows")),
          Map.entry("RandomFill", Set.of("elements")),
          Map.entry("Copy", Set.of("axis 0", "axis 1", "axis 2", "axis 3")),
          Map.entry("Fill", Set.of("elements")),
          Map.entry("Convolution", Set.of("batch", "rows", "outputs", "groups")),
          Map.entry("ConvolutionBackwardData", Set.of("batch", "rows", "inputs", "groups")),
          Map.entry(
              "ConvolutionBackwardWeights", Set.of("batch", "rows", "inputs", "outputs", "groups")),
          Map.entry("AveragePooling", Set.of("planes", "rows")),
          Map.entry("AveragePoolingBackward", Set.of("planes", "rows")),
          Map.entry("MaxPoolingBackward", Set.of("planes", "rows")),
          Map.entry("ChannelSum", Set.of("outer", "channels", "inner")),
          Map.entry("ChannelDot", Set.of("outer", "channels", "inner")),
          Map.entry("ChannelMoments", Set.of("channels")),
          Map.entry("Normalise", Set.of("outer", "channels", "inner")),
          Map.entry("NormaliseBackward", Set.of("channels")),
          Map.entry("BatchNorm", Set.of("outer", "channels", "inner")),
          Map.entry("BatchNormBackward", Set.of("channels")),
          Map.entry("BiasReluBackward", Set.of("outer", "channels", "inner")),
          Map.entry("Sum", Set.of("elements")),
          Map.entry("MovingAverages", Set.of()),
          Map.entry("ScaleShift", Set.of("outer", "channels", "inner")),
          Map.entry("ReluBackward", Set.of("elements")),
          Map.entry("Lrn", Set.of("outer", "inner")),
          Map.entry("LrnBackward", Set.of("outer", "inner")),
          Map.entry("LstmCell", Set.of("rows")),
          Map.entry("LstmCellBackward", Set.of("rows")),
          Map.entry("Softmax", Set.of("outer", "inner")),
          Map.entry("SoftmaxBackward", Set.of("outer", "inner")),
          Map.entry("SoftmaxLoss", Set.of()),
          Map.entry("SoftmaxLossBackward", Set.of("outer", "inner")),
          Map.entry("ClassificationAccuracy", Set.of()),
          Map.entry("SgdStep", Set.of("elements")),
          Map.entry("NesterovStep", Set.of("elements")),
          Map.entry("AdaGradStep", Set.of("elements")),
          Map.entry("RmsPropStep", Set.of("elements")),
          Map.entry("AdaDeltaStep", Set.of("elements")),
          Map.entry("AdamStep", Set.of("elements")),
          Map.entry("AdamWStep", Set.of("elements")),
          Map.entry("TrustRatio", Set.of()));

  private DeviceSession session;

  @BeforeEach
  void open() {
    session = new DeviceSession(new CpuBackendProvider().open(0, KitContext.unlimited()));
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void tilesOfEveryAxisGiveTheValuesOfTheWhole() {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (String operator : OperatorCases.operators()) {
      Set<String> axes = seen.computeIfAbsent(operator, key -> new TreeSet<>());
      for (OperatorCase subject : OperatorCases.of(operator, 30)) {
        for (TileAxis axis : subject.spec().tileAxes()) {
          for (long size : sizes(axis)) {
            axes.add(axis.name());
            check(subject, axis, size);
          }
        }
      }
    }
    assertEquals(new TreeMap<>(AXES), seen, "axes that were cut");
  }

  @Test
  void elementsThatDoNotDependOnOthersHaveTheSameBits() {
    int compared = 0;
    for (String operator : OperatorCases.operators()) {
      if (AXES.getOrDefault(operator, Set.of()).equals(Set.of("elements"))) {
        for (OperatorCase subject : OperatorCases.of(operator, 10)) {
          TileAxis axis = subject.spec().tileAxes().get(0);
          List<int[]> whole = new TiledRun(session, subject).whole();
          for (long size : sizes(axis)) {
            List<int[]> tiled = new TiledRun(session, subject).tiles(axis, size);
            for (int i = 0; i < whole.size(); i++) {
              assertArrayEquals(whole.get(i), tiled.get(i), subject + " by " + size);
            }
            compared++;
          }
        }
      }
    }
    assertTrue(compared > 100, "only " + compared + " comparisons");
  }

  /** Returns sizes of tiles: single ones, odd ones, one cut; none where nothing can be cut. */
  private static Set<Long> sizes(TileAxis axis) {
    long units = (axis.extent() + axis.multiple() - 1) / axis.multiple();
    Set<Long> sizes = new TreeSet<>();
    if (units > 1) {
      sizes.add(axis.multiple() * Math.max(1, units / 7));
      sizes.add(axis.multiple() * ((units + 1) / 2));
      sizes.add(axis.multiple() * (units - 1));
    }
    return sizes;
  }

  private void check(OperatorCase subject, TileAxis axis, long size) {
    List<int[]> results = new TiledRun(session, subject).tiles(axis, size);
    List<Estimates> expected = subject.expected();
    OpSpec spec = subject.spec();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Operand operand = spec.operands().get(i);
      for (long offset : operand.intent().writes() ? Elements.offsets(operand.tensor()) : NONE) {
        double wanted = expected.get(i).value(offset);
        int bits = results.get(i)[(int) offset];
        boolean whole = operand.tensor().type() == DType.INT32;
        double got = whole ? bits : Float.intBitsToFloat(bits);
        double bound = Tolerance.of(wanted, expected.get(i).error(offset));
        if (wrong.isEmpty() && !Tolerance.accepts(wanted, bound, got)) {
          wrong.add(operand.name() + "[" + offset + "] is " + got + ", not " + wanted);
        }
      }
    }
    assertEquals(List.of(), wrong, spec + " cut along " + axis + " by " + size);
  }

  private static final long[] NONE = {};
}
