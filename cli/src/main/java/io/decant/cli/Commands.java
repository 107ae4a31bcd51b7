package io.decant.cli;

import io.decant.api.command.CommandProvider;
import io.decant.cli.flag.Nearest;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.inspect.NetTools;
import io.decant.cli.logs.LogTools;
import io.decant.cli.tool.Tool;
import io.decant.cli.tool.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands there are: Caffe's own, its tools, and those that jars contribute. */
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final Map<String, Action> ACTIONS =
      new TreeMap<>(
          Map.of(
              "train", new TrainAction(),
              "test", new TestAction(),
              "time", new TimeAction(),
              "memory", new MemoryAction(),
              "tune", new TuneAction(),
              "device_query", new DeviceQueryAction()));

  private Commands() {}

  static Optional<Action> action(String name) {
    return Optional.ofNullable(ACTIONS.get(name));
  }

  static Optional<CommandProvider> contributed(String name) {
    return Optional.ofNullable(contributed().get(name));
  }

  /** Returns the commands with flags of their own: Caffe's tools, and ours. */
  static List<Tool> tools() {
    List<Tool> tools = new ArrayList<>(Tools.all());
    tools.addAll(NetTools.all());
    tools.addAll(LogTools.all());
    tools.add(
        Tool.own(
            "completion",
            "print what makes a shell complete commands",
            "bash|zsh",
            Completion::new));
    return tools;
  }

  /** Returns the commands that take the common flags. */
  static Set<String> actions() {
    return ACTIONS.keySet();
  }

  /** A jar whose command cannot be loaded does not keep the others from working. */
  private static Map<String, CommandProvider> contributed() {
    Map<String, CommandProvider> commands = new TreeMap<>();
    tools().forEach(tool -> commands.put(tool.name(), tool));
    ServiceLoader.load(CommandProvider.class).stream()
        .forEach(
            entry -> {
              try {
                CommandProvider provider = entry.get();
                commands.putIfAbsent(provider.name(), provider);
              } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("A command could not be loaded: {}", ErrorText.of(e));
              }
            });
    return commands;
  }

  static UsageException unknown(String name) {
    List<String> names = new ArrayList<>(ACTIONS.keySet());
    names.addAll(contributed().keySet());
    return new UsageException(
        "unknown command '"
            + name
            + "'"
            + Nearest.to(name, names).map(near -> "; did you mean " + near + "?").orElse(";")
            + " Commands: "
            + String.join(", ", names));
  }

  static String usage() {
    StringBuilder text = new StringBuilder(Options.help());
    text.append(System.lineSeparator()).append("commands:").append(System.lineSeparator());
    ACTIONS.forEach((name, action) -> line(text, name, action.summary()));
    contributed().forEach((name, command) -> line(text, name, command.summary()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String summary) {
    text.append(String.format(Locale.ROOT, "  %-20s %s%n", name, summary));
  }
}
