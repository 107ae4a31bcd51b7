package io.decant.conformance.golden;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.spi.memory.MemoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code decant conformance --backend NAME [--cases DIR]}: runs the cases of the real Caffe. */
public final class ConformanceCommand implements CommandProvider {
  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public String summary() {
    return "compare a backend with the real Caffe: --backend NAME [--cases DIR]";
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    Optional<String> backend = Optional.empty();
    Optional<Path> cases = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String[] parts = arguments.get(i).replaceFirst("^--?", "").split("=", 2);
      String value =
          parts.length > 1 ? parts[1] : i + 1 < arguments.size() ? arguments.get(++i) : "";
      if (parts[0].equals("backend") && !value.isEmpty()) {
        backend = Optional.of(value);
      } else if (parts[0].equals("cases") && !value.isEmpty()) {
        cases = Optional.of(Path.of(value));
      } else {
        context.err().println("usage: decant conformance --backend NAME [--cases DIR]");
        return 2;
      }
    }
    DeviceRequest request =
        new DeviceRequest(backend, Optional.empty(), Optional.empty(), Optional.empty());
    try (Decant decant = Decant.open(new DecantConfig(request, MemoryOptions.DEFAULT))) {
      return run(new GoldenRunner(decant.engine(), context.out()), cases, context);
    } catch (IOException e) {
      context.err().println("the cases cannot be unpacked: " + e);
      return 1;
    }
  }

  private static int run(GoldenRunner runner, Optional<Path> given, CommandContext context)
      throws IOException {
    if (given.isPresent()) {
      if (!Files.isDirectory(given.get())) {
        context.err().println("--cases " + given.get() + " is not a folder");
        return 2;
      }
      runner.run(GoldenCase.below(given.get()));
    } else {
      try (OpenCases open = OpenCases.unpack()) {
        runner.run(GoldenCase.below(open.root()));
      }
    }
    context.out().println(runner.passed() + " passed, " + runner.failed() + " failed");
    return runner.failed() == 0 && runner.passed() > 0 ? 0 : 1;
  }
}
