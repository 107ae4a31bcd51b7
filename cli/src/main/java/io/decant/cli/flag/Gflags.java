package io.decant.cli.flag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rewrites arguments from gflags' spellings to one: {@code -f v}, {@code -f=v}, {@code --f v} and
 * {@code --f=v} become {@code --f=v}; {@code --b}, {@code --b=yes} and {@code --nob} of a boolean
 * flag become {@code --b=true} and {@code --b=false}; {@code --flagfile=F} becomes the flags in F,
 * one a line. Hyphens within a name count as underscores. After {@code --}, nothing is a flag.
 */
public final class Gflags {
  private static final int DEPTH_LIMIT = 8;
  private static final String FLAG_FILE = "flagfile";

  private final Set<String> values;
  private final Set<String> switches;

  /**
   * Creates a rewriter.
   *
   * @param values names of the flags that take a value
   * @param switches names of the boolean flags
   */
  public Gflags(Set<String> values, Set<String> switches) {
    this.values = new TreeSet<>(values);
    this.values.add(FLAG_FILE);
    this.switches = Set.copyOf(switches);
  }

  /**
   * Rewrites.
   *
   * @throws UsageException when a flag is unknown, lacks its value, or a flag file cannot be read
   */
  public List<String> normalise(List<String> arguments) {
    List<String> result = new ArrayList<>();
    normalise(arguments, result, 0);
    return result;
  }

  /**
   * Returns the index of the first argument that is neither a flag nor the value of one, or the
   * number of arguments.
   */
  public int firstWord(List<String> arguments) {
    int i = 0;
    while (i < arguments.size() && isFlag(arguments.get(i))) {
      if (arguments.get(i).equals("--")) {
        return Math.min(i + 1, arguments.size());
      }
      i += Flag.of(arguments.get(i)).takesNext(this) ? 2 : 1;
    }
    return Math.min(i, arguments.size());
  }

  private void normalise(List<String> arguments, List<String> result, int depth) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        result.addAll(arguments.subList(i + 1, arguments.size()));
        return;
      }
      if (!isFlag(argument)) {
        result.add(argument);
        continue;
      }
      Flag flag = Flag.of(argument);
      if (flag.takesNext(this)) {
        i++;
        if (i == arguments.size()) {
          throw new UsageException("flag --" + flag.name + " needs a value");
        }
        flag = new Flag(argument, flag.name, arguments.get(i), true);
      }
      if (flag.name.equals(FLAG_FILE)) {
        normalise(read(flag.value, depth), result, depth + 1);
      } else if (values.contains(flag.name)) {
        result.add("--" + flag.name + "=" + flag.value);
      } else if (switches.contains(flag.name)) {
        result.add("--" + flag.name + "=" + flag.truth());
      } else {
        result.add("--" + flag.name.substring(2) + "=false");
      }
    }
  }

  private static boolean isFlag(String argument) {
    boolean number = argument.length() > 1 && Character.isDigit(argument.charAt(1));
    return argument.startsWith("-") && argument.length() > 1 && !number;
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

  private UsageException unknown(Flag flag) {
    List<String> all = new ArrayList<>(values);
    all.addAll(switches);
    return new UsageException(
        "unknown flag '"
            + flag.argument
            + "'"
            + Nearest.to(flag.name, all).map(name -> "; did you mean --" + name + "?").orElse(";")
            + " 'decant --help' lists the flags");
  }

  private record Flag(String argument, String name, String value, boolean hasValue) {
    static Flag of(String argument) {
      String text = argument.replaceFirst("^--?", "");
      int equals = text.indexOf('=');
      String given = (equals < 0 ? text : text.substring(0, equals)).replace('-', '_');
      String name = given.equals("h") || given.equals("?") ? "help" : given;
      return new Flag(argument, name, equals < 0 ? "" : text.substring(equals + 1), equals >= 0);
    }

    boolean takesNext(Gflags known) {
      if (known.values.contains(name)) {
        return !hasValue;
      }
      boolean negated =
          name.startsWith("no") && known.switches.contains(name.substring(2)) && !hasValue;
      if (!negated && !known.switches.contains(name)) {
        throw known.unknown(this);
      }
      return false;
    }

    boolean truth() {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "1" -> true;
        case "false", "f", "no", "n", "0" -> false;
        case "" -> {
          if (hasValue) {
            throw new UsageException("flag " + argument + " is true or false");
          }
          yield true;
        }
        default -> throw new UsageException("flag " + argument + " is true or false");
      };
    }
  }
}
