package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.solver.NanPolicy;
import io.decant.api.solver.Solver;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a net. */
final class TrainAction implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(TrainAction.class);

  @Override
  public String summary() {
    return "train or finetune a net";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Path file = Required.file(options.solver, "train", "solver");
    if (options.snapshot != null && options.weights != null) {
      throw new UsageException(
          "give --snapshot to resume a run or --weights to finetune, not both");
    }
    Signals.check("sigint_effect", options.sigintEffect);
    Signals.check("sighup_effect", options.sighupEffect);
    NanPolicy onNan = nanPolicy(options.onNan);
    Located<SolverParameter> solver =
        SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, LOG::info);
    Session session = new Session(options);
    try (Decant decant = session.open(Optional.of(solver.message()))) {
      Admission.explain(
          decant.engine(),
          () -> MemoryStudy.of(decant.engine(), solver, session.state()),
          () -> train(options, solver, session, onNan, decant));
    }
    return 0;
  }

  private static void train(
      Options options,
      Located<SolverParameter> solver,
      Session session,
      NanPolicy onNan,
      Decant decant) {
    MemoryLines memory = new MemoryLines(decant.engine().memoryManager());
    try (Solver run =
        Solver.builder(decant.engine(), solver)
            .listener(Progress.of(solver.message()))
            .listener(memory)
            .onNan(onNan)
            .state(session.state())
            .retainOutputsOnly()
            .build()) {
      train(options, run, memory);
    }
  }

  private static void train(Options options, Solver run, MemoryLines memory) {
    run.prepare();
    memory.before();
    if (options.snapshot != null) {
      run.restore(Path.of(options.snapshot));
    }
    for (String weights : Options.list(options.weights)) {
      LOG.info("Finetuning from {}", weights);
      run.loadWeights(Path.of(weights));
    }
    Signals.handle("INT", options.sigintEffect, run);
    Signals.handle("HUP", options.sighupEffect, run);
    LOG.info("Starting Optimization");
    run.solve();
    memory.after();
  }

  private static NanPolicy nanPolicy(String text) {
    return switch (text) {
      case "stop" -> NanPolicy.STOP;
      case "continue" -> NanPolicy.CONTINUE;
      default -> throw new UsageException("--on_nan takes stop or continue, not '" + text + "'");
    };
  }
}
