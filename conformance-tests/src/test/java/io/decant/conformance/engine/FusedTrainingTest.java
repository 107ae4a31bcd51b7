package io.decant.conformance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.api.solver.Solver;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.rewrite.Fusion;
import io.decant.spi.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nets whose operators are fused learn what they learn with single ones. */
class FusedTrainingTest {
  /** Counts operators by name. */
  private static final class Operators implements Instrument {
    private final Map<String, Integer> counts = new TreeMap<>();

    @Override
    public void beforeOperator(
        DeviceStream stream, OpSpec spec, List<View> operands, List<View> workspace) {
      counts.merge(spec.name(), 1, Integer::sum);
    }
  }

  private final Operators operators = new Operators();

  @Test
  void weightsAreThoseThatSingleOperatorsLearn() {
    Map<String, float[]> single = TrainingRun.of("residual", config(Rewrite.NONE)).weights();
    int before = operators.counts.values().stream().mapToInt(Integer::intValue).sum();
    operators.counts.clear();
    Map<String, float[]> fused = TrainingRun.of("residual", config(Fusion.ALL)).weights();
    int after = operators.counts.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(after < before, after + " operators, " + before + " before");
    assertFalse(single.isEmpty());
    single.forEach((name, weights) -> assertArrayEquals(weights, fused.get(name), 2e-5f, name));
  }

  @Test
  void everyKindOfOperatorIsFused() {
    TrainingRun.of("residual", config(Fusion.ALL));
    Map<String, Integer> expected =
        Map.of("BatchNorm", 20, "BatchNormBackward", 20, "Sum", 15, "BiasReluBackward", 5);
    expected.forEach(
        (name, count) ->
            assertEquals(
                count, operators.counts.get(name), () -> name + " in " + operators.counts));
    assertFalse(operators.counts.containsKey("Normalise"), operators.counts.toString());
  }

  @Test
  void layersThatRunOneByOneComputeTheSame() {
    try (Engine engine = Engine.open(config(Fusion.ALL));
        Solver solver = Solver.builder(engine, TrainingRun.parameter("residual")).build()) {
      Net net = solver.net();
      TrainingRun.fill(solver, new Random(3));
      net.clearParameterGradients();
      net.forwardBackward();
      List<float[]> together = gradients(net);
      List<NetLayer> layers = net.layers();
      layers.forEach(layer -> net.passes().runLayer(layer, Direction.FORWARD));
      for (int i = layers.size() - 1; i >= 0; i--) {
        net.passes().runLayer(layers.get(i), Direction.BACKWARD);
      }
      List<float[]> apart = gradients(net);
      for (int i = 0; i < together.size(); i++) {
        assertArrayEquals(together.get(i), apart.get(i), net.parameters().get(i).layer());
      }
    }
  }

  private static List<float[]> gradients(Net net) {
    List<float[]> gradients = new ArrayList<>();
    for (NetParam param : net.parameters()) {
      gradients.add(net.blob(param).diff());
    }
    return gradients;
  }

  private EngineConfig config(Rewrite rewrite) {
    return new EngineConfig(
        new WrappingProvider(new CpuBackendProvider(), () -> operators),
        0,
        KitContext.unlimited(),
        MemoryOptions.DEFAULT,
        PrepareOptions.DEFAULT,
        ComputeMode.FLOAT32,
        rewrite,
        operator -> {});
  }
}
