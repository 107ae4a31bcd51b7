package io.decant.cli.inspect;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.cli.flag.MemorySize;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.ToolRun;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * check: reads a net or a solver with all its nets, finds shapes, loads weights and plans memory,
 * all on the processor. Ends with 1 when something is wrong.
 */
final class Check extends ToolRun {
  @Mixin private final PhasedNetFlags flags = new PhasedNetFlags();

  @Option(
      names = "--solver",
      paramLabel = "FILE",
      description = "the solver prototxt; its nets are checked in both phases")
  private @Nullable String solver;

  @Option(
      names = "--weights",
      paramLabel = "FILES",
      description = "caffemodels that must fit, separated by commas")
  private @Nullable String weights;

  @Option(
      names = "--device_memory",
      paramLabel = "SIZE",
      description = "the device memory that there is to be, such as 8GiB")
  private @Nullable String deviceMemory;

  @Override
  protected int run(CommandContext context) {
    if ((solver == null) == (flags.model == null)) {
      throw new UsageException("--solver=FILE or --model=FILE is needed");
    }
    Findings findings = new Findings(context.out());
    try (Decant decant = Devices.cpu()) {
      if (solver == null) {
        findings.stage("the net", () -> checkNet(decant, findings));
      } else {
        findings.stage("the solver", () -> checkSolver(decant, Path.of(solver), findings));
      }
    }
    return findings.close();
  }

  private void checkNet(Decant decant, Findings findings) {
    Located<NetParameter> parameter = read(flags.file(), findings);
    try (Net net = Net.builder(decant.engine(), parameter).state(flags.state()).build()) {
      findings.net(net);
      findings.stage("the weights", () -> load(List.of(net), findings));
    }
    findings.stage(
        "the memory",
        () ->
            findings.memory(
                MemoryStudy.of(decant.engine(), parameter, flags.state(), true), pool()));
  }

  private void checkSolver(Decant decant, Path file, Findings findings) {
    Located<SolverParameter> read = Prototxt.parseSolver(file);
    findings.fields(read.source());
    List<String> upgrades = new ArrayList<>();
    Located<SolverParameter> upgraded = SolverUpgrade.upgrade(read, file, upgrades::add);
    findings.upgrades(file, upgrades);
    SolverParameter message = upgraded.message();
    List<String> nets = new ArrayList<>(message.getTestNetList());
    nets.add(0, message.getTrainNet());
    nets.add(0, message.getNet());
    nets.stream().filter(net -> !net.isEmpty()).forEach(net -> read(Path.of(net), findings));
    try (Solver run = Solver.builder(decant.engine(), upgraded).build()) {
      findings.net(run.net());
      run.testNets().forEach(findings::net);
      findings.stage("the weights", () -> load(List.of(run.net()), findings));
    }
    findings.stage(
        "the memory",
        () ->
            findings.memory(MemoryStudy.of(decant.engine(), upgraded, flags.overrides()), pool()));
  }

  private static Located<NetParameter> read(Path file, Findings findings) {
    Located<NetParameter> net = Prototxt.parseNet(file);
    findings.fields(net.source());
    List<String> upgrades = new ArrayList<>();
    Located<NetParameter> upgraded = NetUpgrade.upgrade(net, upgrades::add);
    findings.upgrades(file, upgrades);
    return upgraded;
  }

  private void load(List<Net> nets, Findings findings) {
    for (String file : Options.list(weights)) {
      nets.forEach(net -> net.copyTrainedLayersFrom(Path.of(file)));
      findings.fine(file + ": its weights fit");
    }
  }

  private long pool() {
    if (deviceMemory == null) {
      return 0;
    }
    MemorySize size = MemorySize.parse("--device_memory", deviceMemory);
    if (size.percent() != 0) {
      throw new UsageException("--device_memory takes a size here, such as 8GiB, not a share");
    }
    return size.bytes();
  }
}
