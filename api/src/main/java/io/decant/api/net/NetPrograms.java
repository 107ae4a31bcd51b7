package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The programs of a net on its engine, made when they are first needed. */
final class NetPrograms {
  private final Engine engine;
  private final NetGraph graph;
  private final NetCounters counters;
  private final boolean backward;
  private final Retention retention;
  private final LabelChecks labels = new LabelChecks();
  private @Nullable NetCompiler compiler;
  private @Nullable Program program;
  private @Nullable Schedule firstPass;
  private @Nullable Schedule accumulatingPass;
  private @Nullable DebugInfo debugInfo;

  NetPrograms(
      Engine engine, NetGraph graph, NetCounters counters, boolean backward, Retention retention) {
    this.engine = engine;
    this.graph = graph;
    this.counters = counters;
    this.backward = backward;
    this.retention = retention;
  }

  /** Returns whether anything had to be done. */
  boolean prepare(TrainingPlan plan) {
    if (firstPass != null) {
      return false;
    }
    NetCompiler fresh =
        new NetCompiler(graph, counters, labels, backward, retention, plan.updates());
    Program emitted = fresh.firstPass((graph.name() + (backward ? " train" : " test")).strip());
    compiler = fresh;
    program = emitted;
    firstPass = engine.admit(emitted);
    if (plan.accumulates()) {
      accumulating();
    }
    return true;
  }

  /** Makes runs of passes log what each layer computed, or not. */
  void debugInfo(boolean wanted) {
    debugInfo = wanted ? new DebugInfo(engine, graph, this::region) : null;
  }

  @Nullable DebugInfo debugInfo() {
    return debugInfo;
  }

  void run(boolean accumulate) {
    Schedule schedule = accumulate ? accumulating() : first();
    if (debugInfo == null) {
      engine.executor().run(schedule);
    } else {
      debugInfo.forward(schedule);
      if (backward) {
        debugInfo.backward(schedule);
      }
    }
    counters.advance();
  }

  void run(Direction direction, boolean accumulate) {
    Schedule schedule = accumulate ? accumulating() : first();
    if (debugInfo == null) {
      runRange(schedule, schedule.program().indices(direction));
    } else if (direction == Direction.FORWARD) {
      debugInfo.forward(schedule);
    } else {
      debugInfo.backward(schedule);
    }
    if (direction == Direction.FORWARD) {
      counters.advance();
    }
  }

  void run(NetLayer layer, Direction direction) {
    runRange(first(), first().program().indices(layer.label(), direction));
  }

  private void runRange(Schedule schedule, List<Integer> indices) {
    if (!indices.isEmpty()) {
      engine.executor().run(schedule, indices.get(0), indices.get(indices.size() - 1) + 1);
    }
  }

  @Nullable Tensor loss() {
    return compiler == null ? null : compiler.loss();
  }

  Region region(Tensor tensor) {
    if (program == null) {
      throw new IllegalStateException("net '" + graph.name() + "' was closed");
    }
    return program.region(tensor);
  }

  void dismiss() {
    dismiss(firstPass);
    dismiss(accumulatingPass);
    firstPass = null;
    accumulatingPass = null;
    program = null;
    compiler = null;
  }

  private void dismiss(@Nullable Schedule schedule) {
    if (schedule != null) {
      engine.dismiss(schedule);
    }
  }

  private Schedule first() {
    if (firstPass == null) {
      throw new IllegalStateException("net '" + graph.name() + "' is not prepared");
    }
    return firstPass;
  }

  private Schedule accumulating() {
    if (accumulatingPass == null) {
      if (compiler == null || program == null) {
        throw new IllegalStateException("net '" + graph.name() + "' is not prepared");
      }
      accumulatingPass =
          engine.admit(compiler.accumulatingPass(program, (graph.name() + " accumulate").strip()));
    }
    return accumulatingPass;
  }
}
