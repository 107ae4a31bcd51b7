package io.decant.cli.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags: Caffe's own, glog's, and Decant's. */
@Command(
    name = "decant",
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisHeading = "usage: ",
    customSynopsis = "decant <command> [--flag=value ...]")
public final class Options {
  @Parameters(hidden = true)
  public List<String> words = new ArrayList<>();

  @Option(names = "--solver", description = "the solver prototxt (train)")
  public @Nullable String solver;

  @Option(names = "--model", description = "the net prototxt (test, time)")
  public @Nullable String model;

  @Option(names = "--weights", description = "caffemodels to start from, separated by commas")
  public @Nullable String weights;

  @Option(names = "--snapshot", description = "the solverstate to go on from (train)")
  public @Nullable String snapshot;

  @Option(names = "--iterations", description = "how many passes (test, time); default 50")
  public int iterations = 50;

  @Option(names = "--phase", description = "TRAIN or TEST (time); default TRAIN")
  public @Nullable String phase;

  @Option(names = "--level", description = "level of the net's state")
  public int level;

  @Option(names = "--stage", description = "stages of the net's state, separated by commas")
  public @Nullable String stage;

  @Option(names = "--sigint_effect", description = "what Ctrl-C does: snapshot, stop or none")
  public String sigintEffect = "stop";

  @Option(names = "--sighup_effect", description = "what a hang-up does: snapshot, stop or none")
  public String sighupEffect = "snapshot";

  @Option(names = "--gpu", description = "index of the graphics processor, as in Caffe")
  public @Nullable String gpu;

  @Option(names = "--backend", description = "name of the backend, such as cpu")
  public @Nullable String backend;

  @Option(names = "--device", description = "index or name of the backend's device")
  public @Nullable String device;

  @Option(names = "--device_memory", description = "cap on device memory, such as 8MiB or 50%%")
  public @Nullable String deviceMemory;

  @Option(names = "--lms", description = "large-model support: auto, or 0 for off")
  public @Nullable String lms;

  @Option(names = "--on_nan", description = "what a NaN loss does: stop or continue")
  public String onNan = "stop";

  @Option(names = "--stacktrace", arity = "1", description = "show where errors come from")
  public boolean stacktrace;

  @Option(names = "--help", arity = "1", description = "show this help")
  public boolean help;

  @Option(names = "--version", arity = "1", description = "show the version")
  public boolean version;

  @Option(names = "--minloglevel", description = "least severe log lines: 0 INFO, 1, 2 ERROR")
  public int minloglevel;

  @Option(names = "--logtostderr", arity = "1", description = "accepted: logs go to stderr always")
  public boolean logtostderr = true;

  @Option(names = "--alsologtostderr", arity = "1", description = "accepted likewise")
  public boolean alsologtostderr = true;

  @Option(names = "--stderrthreshold", description = "accepted: use --minloglevel")
  public int stderrthreshold;

  @Option(names = "--v", description = "accepted: there are no verbose lines")
  public int v;

  /**
   * Reads a command line.
   *
   * @throws UsageException when it is wrong
   */
  public static Options parse(List<String> arguments) {
    Options options = new Options();
    CommandLine line = new CommandLine(options);
    Set<String> values = new TreeSet<>();
    Set<String> switches = new TreeSet<>();
    for (CommandLine.Model.OptionSpec option : line.getCommandSpec().options()) {
      String name = option.longestName().substring(2);
      (option.type() == boolean.class ? switches : values).add(name);
    }
    try {
      line.parseArgs(new Gflags(values, switches).normalise(arguments).toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return options;
  }

  /** Returns the help text on the flags. */
  public static String help() {
    return new CommandLine(new Options())
        .getUsageMessage(CommandLine.Help.Ansi.OFF)
        .replace("%%", "%");
  }

  /** Returns a list of what a flag names, separated by commas. */
  public static List<String> list(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
