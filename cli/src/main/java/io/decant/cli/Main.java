package io.decant.cli;

import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.log.Glog;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The {@code decant} program. Exit codes: 0 success, 1 failure, 2 wrong command line. */
public final class Main {
  private static final Map<String, Action> ACTIONS =
      Map.of(
          "train", new TrainAction(),
          "test", new TestAction(),
          "time", new TimeAction(),
          "device_query", new DeviceQueryAction());

  private Main() {}

  /** Runs the program and ends the process. */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  /** Runs the program; returns the exit code. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    boolean trace = arguments.stream().anyMatch(text -> text.matches("--?stacktrace(=true)?"));
    try {
      return dispatch(arguments, out, err);
    } catch (UsageException e) {
      err.println("decant: " + e.getMessage());
      return 2;
    } catch (RuntimeException | OutOfMemoryError e) {
      err.println("decant: " + ErrorText.of(e));
      if (trace) {
        e.printStackTrace(err);
      }
      return 1;
    }
  }

  private static int dispatch(List<String> arguments, PrintStream out, PrintStream err) {
    Map<String, CommandProvider> contributed = contributed();
    if (!arguments.isEmpty() && contributed.containsKey(arguments.get(0))) {
      CommandProvider command = contributed.get(arguments.get(0));
      return command.run(arguments.subList(1, arguments.size()), new CommandContext(out, err));
    }
    Options options = Options.parse(arguments);
    Glog.get().minimumLevel(options.minloglevel);
    if (options.version) {
      out.println("decant " + Version.get());
      return 0;
    }
    if (options.help || options.words.isEmpty()) {
      out.print(usage(contributed));
      return options.help ? 0 : 2;
    }
    Action action = ACTIONS.get(options.words.get(0));
    if (action == null || options.words.size() > 1) {
      throw new UsageException(
          "unknown command '"
              + String.join(" ", options.words)
              + "'; commands are "
              + String.join(", ", commands(contributed)));
    }
    return action.run(options, out, err);
  }

  private static Map<String, CommandProvider> contributed() {
    Map<String, CommandProvider> commands = new TreeMap<>();
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      commands.putIfAbsent(provider.name(), provider);
    }
    return commands;
  }

  private static List<String> commands(Map<String, CommandProvider> contributed) {
    List<String> names = new ArrayList<>(new TreeMap<>(ACTIONS).keySet());
    names.addAll(contributed.keySet());
    return names;
  }

  private static String usage(Map<String, CommandProvider> contributed) {
    StringBuilder text = new StringBuilder(Options.help());
    text.append(System.lineSeparator()).append("commands:").append(System.lineSeparator());
    new TreeMap<>(ACTIONS).forEach((name, action) -> line(text, name, action.summary()));
    contributed.forEach((name, command) -> line(text, name, command.summary()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String summary) {
    text.append(String.format("  %-20s %s%n", name, summary));
  }
}
