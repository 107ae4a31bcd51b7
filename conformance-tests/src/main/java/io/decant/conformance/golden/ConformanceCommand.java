package io.decant.conformance.golden;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceChoice;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.conformance.rules.RuleReport;
import io.decant.conformance.rules.RuleResult.Verdict;
import io.decant.conformance.rules.RuleRun;
import io.decant.spi.memory.MemoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code decant conformance --backend NAME [--cases DIR]}: runs the rules of the SPI, where JUnit
 * is on the class path, and the open cases of the real Caffe; or else the cases below a folder.
 * With {@code --report FILE} what each rule came to is written to a file. With {@code --memory 25%}
 * each case runs once more in that share of the memory that it needs.
 */
public final class ConformanceCommand implements CommandProvider {
  private static final String USAGE =
      "--backend NAME [--report FILE] [--cases DIR] [--memory PERCENT%]";
  private static final List<String> JUNIT =
      List.of("org.junit.jupiter.engine.JupiterTestEngine", "org.junit.platform.launcher.Launcher");

  /** For {@link java.util.ServiceLoader}. */
  public ConformanceCommand() {}

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public String summary() {
    return "prove a backend, and compare it with the real Caffe: " + USAGE;
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    Optional<String> backend = Optional.empty();
    Optional<Path> report = Optional.empty();
    Optional<Path> cases = Optional.empty();
    OptionalDouble share = OptionalDouble.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).replaceFirst("^--?", "").split("=", 2);
      String value =
          parts.length > 1 ? parts[1] : i + 1 < arguments.size() ? arguments.get(++i) : "";
      if (parts[0].equals("backend") && !value.isEmpty()) {
        backend = Optional.of(value);
      } else if (parts[0].equals("report") && !value.isEmpty()) {
        report = Optional.of(Path.of(value));
      } else if (parts[0].equals("cases") && !value.isEmpty()) {
        cases = Optional.of(Path.of(value));
      } else if (parts[0].equals("memory") && value.matches("\\d{1,3}%")) {
        share = OptionalDouble.of(Integer.parseInt(value.replace("%", "")) / 100.0);
      } else {
        context.err().println("usage: decant conformance " + USAGE);
        return 2;
      }
    }
    DeviceRequest request =
        new DeviceRequest(backend, Optional.empty(), Optional.empty(), Optional.empty());
    int passed = 0;
    int failed = 0;
    if (report.isPresent() && (cases.isPresent() || !hasJunit())) {
      context
          .err()
          .println("--report is about the rules, which are not run: " + withoutRules(cases));
      return 2;
    }
    if (cases.isEmpty() && hasJunit()) {
      RuleRun rules = new RuleRun(context.out());
      try {
        run(rules, request, report);
      } catch (IOException e) {
        context.err().println("the report cannot be written: " + e);
        return 1;
      }
      int broken = rules.count(Verdict.FAILED);
      context
          .out()
          .println(
              "rules: "
                  + rules.count(Verdict.PASSED)
                  + " passed, "
                  + broken
                  + " failed, "
                  + rules.count(Verdict.SKIPPED)
                  + " skipped");
      passed += rules.count(Verdict.PASSED);
      failed += broken;
    } else if (cases.isEmpty()) {
      context.out().println("rules: not run; " + withoutRules(cases));
    }
    try (Decant decant = Decant.open(new DecantConfig(request, MemoryOptions.DEFAULT))) {
      GoldenRunner runner = new GoldenRunner(decant.engine(), share, context.out());
      if (!run(runner, cases, context)) {
        return 2;
      }
      passed += runner.passed();
      failed += runner.failed();
      if (share.isPresent()) {
        context
            .out()
            .println(
                "in less memory: " + runner.moved() + " bytes moved, " + runner.tiles() + " tiles");
      }
    } catch (IOException e) {
      context.err().println("the cases cannot be unpacked: " + e);
      return 1;
    }
    context.out().println(passed + " passed, " + failed + " failed");
    return failed == 0 && passed > 0 ? 0 : 1;
  }

  /** Runs the cases below a folder, or else the open ones; returns false when there is none. */
  private static boolean run(GoldenRunner runner, Optional<Path> given, CommandContext context)
      throws IOException {
    if (given.isPresent() && !Files.isDirectory(given.get())) {
      context.err().println("--cases " + given.get() + " is not a folder");
      return false;
    }
    if (given.isPresent()) {
      runner.run(GoldenCase.below(given.get()));
    } else {
      try (OpenCases open = OpenCases.unpack()) {
        runner.run(GoldenCase.below(open.root()));
      }
    }
    return true;
  }

  private static void run(RuleRun rules, DeviceRequest request, Optional<Path> report)
      throws IOException {
    Backends backends = Backends.find();
    DeviceChoice choice = new BackendSelection(backends).choose(request);
    rules.run(choice.backend().name(), choice.device());
    if (report.isPresent()) {
      Files.write(
          report.get(), RuleReport.lines(choice.backend(), choice.device(), rules.results()));
    }
  }

  private static String withoutRules(Optional<Path> cases) {
    return cases.isPresent()
        ? "--cases asks for cases alone"
        : "they need JUnit 5 on the class path: junit-jupiter-engine and junit-platform-launcher,"
            + " with what those depend on";
  }

  private static boolean hasJunit() {
    return JUNIT.stream().allMatch(ConformanceCommand::isPresent);
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, ConformanceCommand.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
