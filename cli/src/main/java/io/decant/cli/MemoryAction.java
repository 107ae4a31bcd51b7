package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.forecast.PlannedProgram;
import io.decant.api.forecast.Replay;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.memory.MemoryReport;
import io.decant.cli.memory.TimelinePage;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells what memory a net needs, without running it. */
final class MemoryAction implements Action {
  @Override
  public String summary() {
    return "tell what memory a net needs, without running it";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    if ((options.solver == null) == (options.model == null)) {
      throw new UsageException("decant memory needs --solver=FILE or --model=FILE");
    }
    Session session = new Session(options);
    Optional<Located<SolverParameter>> solver =
        Optional.ofNullable(options.solver).map(file -> solver(Path.of(file)));
    try (Decant decant = session.open(solver.map(Located::message))) {
      MemoryStudy study = study(options, solver, session, decant);
      MemoryOptions memory = decant.engine().memory();
      long pool = memory.poolBytes(decant.engine().device().facts());
      MemoryReport report = new MemoryReport(study, out);
      report.layers();
      report.blocks();
      report.curves();
      report.pools(pool);
      LinkRates links = LinkProbe.measure(decant.engine().device());
      MemoryOptions planned =
          memory.largeModelSupport().enabled() ? memory : memory.with(LargeModelSupport.AUTO);
      OpTimes times = OpTimes.guess(decant.engine().device().info().kind());
      Optional<List<PlannedProgram>> plans = report.plans(planned, pool, links, times);
      if (options.html != null) {
        write(Path.of(options.html), page(plans.orElse(List.of()), pool, links, times));
      }
    }
    return 0;
  }

  private static Located<SolverParameter> solver(Path file) {
    return SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {});
  }

  private static MemoryStudy study(
      Options options, Optional<Located<SolverParameter>> solver, Session session, Decant decant) {
    if (solver.isPresent()) {
      return MemoryStudy.of(decant.engine(), solver.get(), session.state());
    }
    Path file = Required.file(options.model, "memory", "model");
    Phase phase = options.phase();
    NetState state = session.state().toBuilder().setPhase(phase).build();
    return MemoryStudy.of(decant.engine(), Admission.net(file), state, phase == Phase.TRAIN);
  }

  private static String page(
      List<PlannedProgram> plans, long pool, LinkRates links, OpTimes times) {
    TimelinePage page = new TimelinePage(pool);
    for (PlannedProgram planned : plans) {
      page.add(
          planned.program().program().name(),
          new Replay(planned.program(), planned.plan(), times, links));
    }
    return page.html();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("--html: " + file + " cannot be written", e);
    }
  }
}
