package io.decant.api.net;

import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Reduce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a graph into programs, for the shapes that its blobs have at that time. */
final class NetCompiler {
  private final NetGraph graph;
  private final NetCounters counters;
  private final LabelChecks labels;
  private final boolean backward;
  private final Retention retention;
  private final boolean observed;
  private final @Nullable UpdateEmitter updates;

  /**
   * A program.
   *
   * @param program the operators
   * @param decisions those of them that decide extents, in order
   */
  record Emitted(Program program, List<HostOp> decisions) {}

  NetCompiler(
      NetGraph graph,
      NetCounters counters,
      LabelChecks labels,
      boolean backward,
      Retention retention,
      boolean observed,
      @Nullable UpdateEmitter updates) {
    this.graph = graph;
    this.counters = counters;
    this.labels = labels;
    this.backward = backward;
    this.retention = retention;
    this.observed = observed;
    this.updates = updates;
  }

  /**
   * Emits the program whose backward pass overwrites the gradients of parameters.
   *
   * @param larger a program whose blocks are used for the same values
   */
  Emitted firstPass(BlobTensors tensors, @Nullable Program larger) {
    String name = (graph.name() + (backward ? " train" : " test")).strip();
    ProgramBuilder program =
        larger == null ? new ProgramBuilder(name) : ProgramBuilder.sharing(larger, name);
    return emit(program, tensors, false);
  }

  /** Emits the program whose backward pass adds to the gradients of parameters. */
  Emitted accumulatingPass(BlobTensors tensors, Program firstPass) {
    return emit(
        ProgramBuilder.sharing(firstPass, (graph.name() + " accumulate").strip()), tensors, true);
  }

  private Emitted emit(ProgramBuilder program, BlobTensors tensors, boolean accumulates) {
    Emission emission = new Emission(program, counters, labels, tensors, accumulates);
    boolean hasLoss = false;
    for (NetLayer node : graph.layers()) {
      program.enter(node.label(), Direction.FORWARD);
      node.layer().forward(new ForwardEmitter(node, emission, backward));
      emission.requireDecisions(node);
      hasLoss = emitLoss(emission, node, hasLoss);
    }
    labels.collect(graph.labels(), tensors);
    if (backward) {
      emitBackward(program, emission);
    }
    retain(program, tensors);
    if (observed) {
      program.observe();
    }
    graph.layers().forEach(node -> program.describe(new NodeStorage(node, tensors).get(backward)));
    return new Emitted(program.build(), emission.decisions());
  }

  private static boolean emitLoss(Emission emission, NetLayer node, boolean hasLoss) {
    boolean accumulates = hasLoss;
    for (int i = 0; i < node.tops.size(); i++) {
      Tensor top = emission.tensors().data(node.tops.get(i));
      float weight = node.lossWeights[i];
      if (top != null && weight != 0) {
        emission.emit(
            new Reduce(Reduce.Function.SUM, 1, top.count(), 1, weight, accumulates),
            top,
            emission.tensors().lossToWrite());
        accumulates = true;
      }
    }
    return accumulates;
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

  private void retain(ProgramBuilder program, BlobTensors tensors) {
    retain(program, tensors.loss());
    graph
        .versions()
        .forEach(
            (name, versions) -> {
              if (retention.keeps(name)) {
                int kept = retention.overwritten() ? versions.size() : 1;
                versions
                    .subList(versions.size() - kept, versions.size())
                    .forEach(version -> retain(program, tensors.data(version)));
                retain(program, tensors.finalGradient(versions));
              }
            });
  }

  private static void retain(ProgramBuilder program, @Nullable Tensor tensor) {
    if (tensor != null) {
      program.retain(tensor.value());
    }
  }
}
