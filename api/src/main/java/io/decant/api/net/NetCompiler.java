package io.decant.api.net;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a graph into programs. */
final class NetCompiler {
  private final NetGraph graph;
  private final NetCounters counters;
  private final LabelChecks labels;
  private final boolean backward;
  private final Retention retention;
  private final @Nullable UpdateEmitter updates;
  private final Tensor loss = Tensor.create("loss", Shape.of(), BlockRole.ACTIVATION);
  private boolean hasLoss;

  NetCompiler(
      NetGraph graph,
      NetCounters counters,
      LabelChecks labels,
      boolean backward,
      Retention retention,
      @Nullable UpdateEmitter updates) {
    this.graph = graph;
    this.counters = counters;
    this.labels = labels;
    this.backward = backward;
    this.retention = retention;
    this.updates = updates;
  }

  /** Returns where the total loss is; null when no top has a loss weight. */
  @Nullable Tensor loss() {
    return hasLoss ? loss : null;
  }

  /** Emits the program whose backward pass overwrites the gradients of parameters. */
  Program firstPass(String name) {
    return emit(new ProgramBuilder(name), false);
  }

  /** Emits the program whose backward pass adds to the gradients of parameters. */
  Program accumulatingPass(Program firstPass, String name) {
    return emit(ProgramBuilder.sharing(firstPass, name), true);
  }

  private Program emit(ProgramBuilder program, boolean accumulates) {
    Emission emission = new Emission(program, counters, labels, accumulates);
    hasLoss = false;
    for (NetLayer node : graph.layers()) {
      program.enter(node.label(), Direction.FORWARD);
      node.layer().forward(new ForwardEmitter(node, emission, backward));
      emitLoss(program, node);
    }
    labels.collect(graph.labels());
    if (backward) {
      emitBackward(program, emission);
    }
    retain(program);
    return program.build();
  }

  private void emitLoss(ProgramBuilder program, NetLayer node) {
    for (int i = 0; i < node.tops.size(); i++) {
      Tensor top = node.tops.get(i).data;
      if (top != null && node.lossWeights[i] != 0) {
        program.emit(
            new Reduce(Reduce.Function.SUM, 1, top.count(), 1, node.lossWeights[i], hasLoss),
            top,
            loss);
        hasLoss = true;
      }
    }
  }

  private void emitBackward(ProgramBuilder program, Emission emission) {
    Map<NetLayer, List<NetParam>> ready = readyAfter();
    for (int i = graph.layers().size() - 1; i >= 0; i--) {
      NetLayer node = graph.layers().get(i);
      if (node.needsBackward) {
        program.enter(node.label(), Direction.BACKWARD);
        node.layer().backward(new BackwardEmitter(node, emission));
      }
      if (updates != null) {
        program.enter(node.label(), Direction.UPDATE);
        ready.getOrDefault(node, List.of()).forEach(param -> updates.emit(program, param));
      }
    }
  }

  /**
   * Returns, for each layer, the parameters that no earlier layer uses: complete after its
   * backward.
   */
  private Map<NetLayer, List<NetParam>> readyAfter() {
    Map<NetParam, NetLayer> first = new HashMap<>();
    for (NetLayer node : graph.layers()) {
      for (NetParam param : node.params) {
        first.putIfAbsent(param.owner(), node);
      }
    }
    Map<NetLayer, List<NetParam>> ready = new HashMap<>();
    for (NetParam param : graph.params()) {
      NetLayer node = first.get(param);
      if (node != null) {
        ready.computeIfAbsent(node, key -> new ArrayList<>()).add(param);
      }
    }
    return ready;
  }

  private void retain(ProgramBuilder program) {
    program.retain(loss.value());
    graph
        .versions()
        .forEach(
            (name, versions) -> {
              if (retention.keeps(name)) {
                retain(program, versions.get(versions.size() - 1).data);
                retain(program, finalGradient(versions));
              }
            });
  }

  /**
   * Returns the gradient of a name that is computed last: that of its oldest version that has one.
   */
  static @Nullable Tensor finalGradient(List<BlobVersion> versions) {
    for (BlobVersion version : versions) {
      if (version.gradient != null) {
        return version.gradient;
      }
    }
    return null;
  }

  private static void retain(ProgramBuilder program, @Nullable Tensor tensor) {
    if (tensor != null) {
      program.retain(tensor.value());
    }
  }
}
