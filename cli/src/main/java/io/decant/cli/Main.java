package io.decant.cli;

import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.log.Glog;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The {@code decant} program. Exit codes: 0 success, 1 failure, 2 wrong command line. */
public final class Main {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private Main() {}

  /** Runs the program and ends the process. */
  public static void main(String[] arguments) {
    boolean trace = wantsTrace(List.of(arguments));
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> report(error, trace, System.err));
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  /** Runs the program; returns the exit code. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      return dispatch(arguments, out, err);
    } catch (UsageException e) {
      report(e, false, err);
      return USAGE;
    } catch (Throwable e) {
      report(e, wantsTrace(arguments), err);
      return FAILURE;
    }
  }

  private static int dispatch(List<String> arguments, PrintStream out, PrintStream err) {
    int word = Options.firstWord(arguments);
    String name = word < arguments.size() ? arguments.get(word) : "";
    Optional<CommandProvider> contributed =
        name.isEmpty() || Commands.action(name).isPresent()
            ? Optional.empty()
            : Commands.contributed(name);
    Options options =
        Options.parse(contributed.isPresent() ? arguments.subList(0, word) : arguments);
    options.glog.apply();
    if (options.version) {
      VersionText.print(out);
      return 0;
    }
    if (options.help || name.equals("help")) {
      out.print(Commands.usage());
      return 0;
    }
    if (contributed.isPresent()) {
      return contributed
          .get()
          .run(arguments.subList(word + 1, arguments.size()), new CommandContext(out, err));
    }
    if (name.isEmpty()) {
      err.print(Commands.usage());
      return USAGE;
    }
    Action action = Commands.action(name).orElseThrow(() -> Commands.unknown(name));
    if (options.words.size() > 1) {
      String extra = options.words.get(1);
      throw new UsageException(
          "decant "
              + name
              + " takes flags only, found '"
              + extra
              + "'"
              + (extra.endsWith(".prototxt") ? "; did you mean --solver or --model?" : ""));
    }
    return action.run(options, out, err);
  }

  private static void report(Throwable error, boolean trace, PrintStream err) {
    Glog.get().between(() -> err.println("decant: " + ErrorText.of(error)));
    if (trace) {
      error.printStackTrace(err);
    }
  }

  private static boolean wantsTrace(List<String> arguments) {
    return arguments.stream().anyMatch(text -> text.matches("--?stacktrace(=true)?"));
  }
}
