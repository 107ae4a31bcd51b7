package io.decant.cli.flag;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/** Reads arguments, in all of gflags' spellings, into an object with picocli's annotations. */
public final class FlagReader {
  private FlagReader() {}

  /**
   * Reads a command line; of a flag that is given twice, the last counts.
   *
   * @param line of the object whose fields are set
   * @throws UsageException when the arguments are wrong
   */
  public static void read(CommandLine line, List<String> arguments) {
    List<String> normal = gflags(line).normalise(arguments);
    try {
      line.setOverwrittenOptionsAllowed(true).parseArgs(normal.toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  static Gflags gflags(CommandLine line) {
    Set<String> values = new TreeSet<>();
    Set<String> switches = new TreeSet<>();
    for (CommandLine.Model.OptionSpec option : line.getCommandSpec().options()) {
      String name = option.longestName().substring(2);
      (option.type() == boolean.class ? switches : values).add(name);
    }
    return new Gflags(values, switches);
  }
}
