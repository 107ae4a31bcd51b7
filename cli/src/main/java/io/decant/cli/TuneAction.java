package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.engine.Engine;
import io.decant.api.solver.Solver;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the best flags of large-model support for a solver: trains a few iterations with each,
 * without tests or snapshots.
 */
final class TuneAction implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(TuneAction.class);

  /** Behind these, plans follow measured times. */
  private static final int WARM_UP = 4;

  /** The fastest of these counts, since machines are not idle. */
  private static final int TIMED = 5;

  @Override
  public String summary() {
    return "look for the best -lms and -lms_frac for a solver";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Path file = Required.file(options.solver, "tune", "solver");
    if (options.lms != null || options.lmsFraction != null) {
      throw new UsageException("decant tune looks for --lms and --lms_frac; leave them out");
    }
    Located<SolverParameter> solver =
        trainingAlone(SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, LOG::info));
    Session session = new Session(options);
    TuneTrial auto = attempt(session, solver, "--lms auto", LargeModelSupport.AUTO);
    List<TuneTrial> trials =
        new TuneSearch(
                (kilobytes, fraction) ->
                    print(
                        out,
                        attempt(
                            session,
                            solver,
                            "-lms " + kilobytes + " -lms_frac " + fraction,
                            new LargeModelSupport(true, kilobytes * 1024, fraction))))
            .run();
    // Again: the first trial of all was slow, since Java had not compiled anything.
    TuneTrial warm =
        auto.runs() ? attempt(session, solver, auto.flags(), LargeModelSupport.AUTO) : auto;
    print(out, warm);
    Optional<TuneTrial> best = TuneSearch.best(trials);
    out.println(
        "Best: "
            + best.map(trial -> trial.flags() + ", " + trial.duration()).orElse("none fits")
            + "; "
            + warm.flags()
            + ": "
            + warm.duration());
    return best.isPresent() || warm.runs() ? 0 : 1;
  }

  private static TuneTrial print(PrintStream out, TuneTrial trial) {
    out.println(trial);
    return trial;
  }

  private static Located<SolverParameter> trainingAlone(Located<SolverParameter> solver) {
    SolverParameter message =
        solver.message().toBuilder()
            .clearTestNet()
            .clearTestNetParam()
            .clearTestState()
            .clearTestIter()
            .clearTestInterval()
            .clearSnapshot()
            .clearDisplay()
            .build();
    return new Located<>(message, solver.source());
  }

  private static TuneTrial attempt(
      Session session, Located<SolverParameter> solver, String flags, LargeModelSupport limits) {
    try (Decant decant =
            session.open(Optional.of(solver.message()), memory -> memory.with(limits));
        Solver run =
            Solver.builder(decant.engine(), solver)
                .state(session.state())
                .retainOutputsOnly()
                .build()) {
      run.prepare();
      train(decant.engine(), run, WARM_UP);
      MemoryTraffic before = decant.engine().memoryManager().traffic();
      long fastest = Long.MAX_VALUE;
      for (int i = 0; i < TIMED; i++) {
        long start = System.nanoTime();
        train(decant.engine(), run, 1);
        fastest = Math.min(fastest, System.nanoTime() - start);
      }
      MemoryTraffic all = decant.engine().memoryManager().traffic().since(before);
      MemoryTraffic each =
          new MemoryTraffic(
              all.bytesIn() / TIMED,
              all.bytesOut() / TIMED,
              all.dropped() / TIMED,
              all.recomputed() / TIMED,
              all.stallNanos() / TIMED,
              all.latePrefetches() / TIMED,
              all.peakBytes(),
              all.tiles() / TIMED);
      return new TuneTrial(flags, fastest / 1e9, each, "");
    } catch (DeviceMemoryExceededException e) {
      return TuneTrial.refused(flags, ErrorText.of(e));
    }
  }

  private static void train(Engine engine, Solver run, int iterations) {
    run.step(iterations);
    engine.executor().synchronize();
  }
}
