package io.decant.api.solver;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.api.net.TrainingPlan;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Schedule;
import io.decant.spi.run.PendingScalars;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one iteration. With one pass, no clipping and no debug information, a parameter
 * is updated as soon as its gradient is complete, within the pass; otherwise updates are a program
 * of their own behind the passes.
 */
final class TrainingPasses implements AutoCloseable {
  private final Engine engine;
  private final Net net;
  private final int passes;
  private final boolean merged;
  private final @Nullable GradientClip clip;
  private final UpdateRule rule;
  private @Nullable Schedule update;

  TrainingPasses(Engine engine, Located<SolverParameter> solver, Net net) {
    this.engine = engine;
    this.net = net;
    this.passes = solver.message().getIterSize();
    float limit = solver.message().getClipGradients();
    this.clip = limit >= 0 ? new GradientClip(limit) : null;
    this.merged = passes == 1 && clip == null && !solver.message().getDebugInfo();
    this.rule = new UpdateRule(solver, net.learnableParameters(), net::learns, clip);
  }

  /** Returns how parameters are changed. */
  UpdateRule rule() {
    return rule;
  }

  void prepare() {
    net.passes().prepare(new TrainingPlan(passes > 1, merged ? rule : null, rule.keepsSteps()));
    if (!merged && update == null) {
      update = engine.admit(updateProgram().build());
    }
  }

  private ProgramBuilder updateProgram() {
    ProgramBuilder program = new ProgramBuilder(net.name() + " update");
    program.enter("update", Direction.UPDATE);
    List<NetParam> params = net.learnableParameters();
    if (clip != null) {
      clip.emit(program, params);
    }
    for (NetParam param : params) {
      program.enter(param.layer(), Direction.UPDATE);
      rule.emit(program, param);
    }
    return program;
  }

  /** Enqueues the passes of an iteration; returns their losses, which arrive later. */
  List<PendingScalars> run(long iteration, float currentRate) {
    rule.begin(iteration, currentRate);
    List<PendingScalars> losses = new ArrayList<>(passes);
    for (int pass = 0; pass < passes; pass++) {
      net.passes().iteration(iteration, pass);
      net.passes().runProgram(pass > 0);
      PendingScalars loss = net.passes().lossLater();
      if (loss != null) {
        losses.add(loss);
      }
    }
    return losses;
  }

  /** Enqueues the updates where they are not part of the passes. */
  void update() {
    Schedule updates = update;
    if (updates != null) {
      net.passes().runUpdates(() -> engine.executor().run(updates));
    }
  }

  /** Runs the forward pass alone and returns its loss. */
  float forward(long iteration) {
    net.passes().iteration(iteration, 0);
    return net.forward();
  }

  /** Closes the net and gives up the histories. */
  @Override
  public void close() {
    if (update != null) {
      engine.dismiss(update);
      update = null;
    }
    net.close();
    rule.histories().forEach(engine::release);
  }
}
