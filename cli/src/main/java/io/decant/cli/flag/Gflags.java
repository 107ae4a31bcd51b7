package io.decant.cli.flag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rewrites arguments from gflags' spellings to one: {@code -f v}, {@code -f=v}, {@code --f v} and
 * {@code --f=v} become {@code --f=v}; {@code --b} and {@code --nob} of a boolean flag become {@code
 * --b=true} and {@code --b=false}; {@code --flagfile=F} becomes the flags in F, one a line.
 */
public final class Gflags {
  private static final int DEPTH_LIMIT = 8;

  private final Set<String> values;
  private final Set<String> switches;

  /**
   * Creates a rewriter.
   *
   * @param values names of the flags that take a value
   * @param switches names of the boolean flags
   */
  public Gflags(Set<String> values, Set<String> switches) {
    this.values = values;
    this.switches = switches;
  }

  /**
   * Rewrites.
   *
   * @throws UsageException when a flag is unknown or lacks its value
   */
  public List<String> normalise(List<String> arguments) {
    List<String> result = new ArrayList<>();
    normalise(arguments, result, 0);
    return result;
  }

  private void normalise(List<String> arguments, List<String> result, int depth) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-") || argument.equals("-") || isNumber(argument)) {
        result.add(argument);
        continue;
      }
      String flag = argument.replaceFirst("^--?", "");
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      if (name.equals("flagfile")) {
        String file = equals >= 0 ? flag.substring(equals + 1) : value(arguments, ++i, name);
        normalise(read(file, depth), result, depth + 1);
      } else if (switches.contains(name)) {
        result.add("--" + name + (equals < 0 ? "=true" : flag.substring(equals)));
      } else if (name.startsWith("no") && switches.contains(name.substring(2)) && equals < 0) {
        result.add("--" + name.substring(2) + "=false");
      } else if (values.contains(name)) {
        String value = equals >= 0 ? flag.substring(equals + 1) : value(arguments, ++i, name);
        result.add("--" + name + "=" + value);
      } else {
        throw unknown(argument, name);
      }
    }
  }

  private static boolean isNumber(String argument) {
    return argument.length() > 1 && Character.isDigit(argument.charAt(1));
  }

  private static String value(List<String> arguments, int index, String name) {
    if (index >= arguments.size()) {
      throw new UsageException("flag --" + name + " needs a value");
    }
    return arguments.get(index);
  }

  private static List<String> read(String file, int depth) {
    if (depth >= DEPTH_LIMIT) {
      throw new UsageException("--flagfile " + file + ": flag files name each other too deeply");
    }
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UsageException("--flagfile " + file + " cannot be read: " + e);
    }
  }

  private UsageException unknown(String argument, String name) {
    String nearest = "";
    int best = 3;
    for (Set<String> names : List.of(values, switches)) {
      for (String candidate : names) {
        int distance = EditDistance.between(name, candidate);
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return new UsageException(
        "unknown flag '"
            + argument
            + "'"
            + (nearest.isEmpty() ? "" : "; did you mean --" + nearest + "?")
            + " 'decant --help' lists the flags");
  }
}
