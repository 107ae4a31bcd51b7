package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.solver.NanPolicy;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverBuilder;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.watch.TrainingWatch;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    if (options.snapshot != null && (options.weights != null || options.resume)) {
      throw new UsageException(
          "give --snapshot to go on from that snapshot, or "
              + (options.resume ? "--resume to go on from the newest one" : "--weights to finetune")
              + ", not both");
    }
    if (options.maxSnapshots < 0) {
      throw new UsageException("--max_snapshots is at least 0, not " + options.maxSnapshots);
    }
    Signals.check("sigint_effect", options.sigintEffect);
    Signals.check("sighup_effect", options.sighupEffect);
    NanPolicy onNan = nanPolicy(options.onNan);
    Located<SolverParameter> solver =
        startingFrom(
            options.weights, SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, LOG::info));
    Session session = new Session(options);
    try (Decant decant = session.open(Optional.of(solver.message()))) {
      Admission.explain(
          decant.engine(),
          () -> MemoryStudy.of(decant.engine(), solver, session.state()),
          () -> train(options, solver, session, onNan, decant));
    }
    return 0;
  }

  /** As in Caffe, weights on the command line take the place of those in the solver. */
  private static Located<SolverParameter> startingFrom(
      @Nullable String weights, Located<SolverParameter> solver) {
    List<String> files = Options.list(weights);
    return files.isEmpty()
        ? solver
        : new Located<>(
            solver.message().toBuilder().clearWeights().addAllWeights(files).build(),
            solver.source());
  }

  private static void train(
      Options options,
      Located<SolverParameter> solver,
      Session session,
      NanPolicy onNan,
      Decant decant) {
    MemoryLines memory = new MemoryLines(decant.engine().memoryManager());
    TrainingWatch watch = new TrainingWatch(options.watch, solver.message());
    SolverBuilder builder =
        Solver.builder(decant.engine(), solver)
            .listener(watch)
            .listener(memory)
            .onNan(onNan)
            .state(session.state())
            .retainOutputsOnly();
    if (options.maxSnapshots > 0) {
      builder.maxSnapshots(options.maxSnapshots);
    }
    try (Solver run = builder.build();
        watch) {
      train(options, run, memory, watch);
    }
  }

  private static void train(Options options, Solver run, MemoryLines memory, TrainingWatch watch) {
    run.prepare();
    memory.before();
    if (options.snapshot != null) {
      run.restore(Path.of(options.snapshot));
    }
    if (options.resume && run.resume().isEmpty()) {
      LOG.info("There is no snapshot yet to resume from");
    }
    Signals.handle("INT", options.sigintEffect, run);
    Signals.handle("HUP", options.sighupEffect, run);
    watch.begin(run);
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
