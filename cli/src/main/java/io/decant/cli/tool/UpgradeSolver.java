package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** upgrade_solver_proto_text: brings a solver to the present form. */
final class UpgradeSolver extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(UpgradeSolver.class);
  private static final int UNREADABLE = 2;

  @Override
  protected int run(CommandContext context) {
    Path in = path(0);
    Located<SolverParameter> solver;
    try {
      solver = Prototxt.parseSolver(in);
    } catch (ProtoFormatException e) {
      LOG.error("Failed to parse input text file as SolverParameter: {}: {}", in, e.getMessage());
      return UNREADABLE;
    }
    if (!solver.message().hasSolverType()) {
      LOG.error("File already in latest proto format: {}", in);
    }
    Located<SolverParameter> upgraded = SolverUpgrade.upgrade(solver, in, LOG::info);
    WrittenText.write(path(1), Prototxt.print(upgraded));
    LOG.info("Wrote upgraded SolverParameter text proto to {}", words().get(1));
    return 0;
  }
}
