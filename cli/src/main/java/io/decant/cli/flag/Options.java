package io.decant.cli.flag;

import io.decant.proto.caffe.Phase;
import io.decant.spi.op.ComputeMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--solver",
      paramLabel = "FILE",
      description = "the solver prototxt (train, memory, tune)")
  public @Nullable String solver;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "the net prototxt (test, time, memory)")
  public @Nullable String model;

  @Option(
      names = "--weights",
      paramLabel = "FILES",
      description = "caffemodels to start from, binary or .h5, separated by commas")
  public @Nullable String weights;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "the solverstate to go on from, binary or .h5 (train)")
  public @Nullable String snapshot;

  @Option(
      names = "--resume",
      arity = "1",
      paramLabel = "true|false",
      description =
          "go on from the newest snapshot that is whole, or start if there is none (train); default"
              + " false")
  public boolean resume;

  @Option(
      names = "--max_snapshots",
      paramLabel = "K",
      description =
          "keep only the newest K snapshots of the run (train); default 0, which keeps all")
  public int maxSnapshots;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "how many passes (test, time); default 50")
  public int iterations = 50;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "TRAIN or TEST (time, memory); default TRAIN")
  public @Nullable String phase;

  @Option(names = "--level", paramLabel = "N", description = "level of the net's state")
  public int level;

  @Option(
      names = "--stage",
      paramLabel = "NAMES",
      description = "stages of the net's state, separated by commas")
  public @Nullable String stage;

  @Option(
      names = "--sigint_effect",
      paramLabel = "EFFECT",
      description = "what Ctrl-C does to training: snapshot, stop or none; default stop")
  public String sigintEffect = "stop";

  @Option(
      names = "--sighup_effect",
      paramLabel = "EFFECT",
      description = "what a hang-up does to training: likewise; default snapshot")
  public String sighupEffect = "snapshot";

  @Option(
      names = "--on_nan",
      paramLabel = "POLICY",
      description = "what a NaN loss does to training: stop or continue; default stop")
  public String onNan = "stop";

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "the backend to run on, such as cpu; default: the best one")
  public @Nullable String backend;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "index or name of the backend's device")
  public @Nullable String device;

  @Option(
      names = "--gpu",
      paramLabel = "N",
      description = "index of the graphics processor, as for Caffe")
  public @Nullable String gpu;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      description =
          "arithmetic of matrix products and convolutions: float32, or tf32 where the device has it;"
              + " default float32")
  public String precision = "float32";

  @Option(
      names = "--workspace",
      paramLabel = "SIZE",
      description =
          "scratch memory that one operator may use, such as 1GiB, or 0 for none; more of it lets"
              + " faster algorithms be chosen; default 64MiB, on graphics processors a quarter of the"
              + " memory, up to 1GiB")
  public @Nullable String workspace;

  @Option(
      names = "--deterministic",
      arity = "1",
      paramLabel = "true|false",
      description =
          "choose only algorithms that give the same bits whenever they are repeated; default true")
  public boolean deterministic = true;

  @Option(
      names = "--device_memory",
      paramLabel = "SIZE",
      description = "cap on device memory, such as 8MiB, 1.5GiB or 50%%")
  public @Nullable String deviceMemory;

  @Option(
      names = "--pinned_memory",
      paramLabel = "SIZE",
      description =
          "with --lms: cap on pinned host memory for blobs that leave the device, such as 8GiB,"
              + " 25%% of the machine's memory, or 0 for none; default: half of what is available")
  public @Nullable String pinnedMemory;

  @Option(
      names = "--host_memory",
      paramLabel = "SIZE",
      description =
          "with --lms: cap on pageable host memory for blobs that find no room there; default: what"
              + " makes 80%% of what is available, together with pinned memory")
  public @Nullable String hostMemory;

  @Option(
      names = "--spill_dir",
      paramLabel = "DIR",
      description =
          "with --lms: folder for a file that takes blobs that find no room in host memory; default:"
              + " no such file")
  public @Nullable String spillDir;

  @Option(
      names = "--lms",
      paramLabel = "auto|N",
      description =
          "large-model support: auto lets blobs leave the device as need be, N those larger than N"
              + " KB; 0 is off, the default")
  public @Nullable String lms;

  @Option(
      names = "--lms_frac",
      paramLabel = "F",
      description =
          "with --lms N: only once the blobs so far exceed this share of device memory; default 0")
  public @Nullable String lmsFraction;

  @Option(
      names = "--planner",
      paramLabel = "NAME",
      description =
          "who decides when blobs leave: hybrid plans ahead (the default), swap does and computes"
              + " nothing again, ibm moves what IBM's Caffe moved, lru does not plan")
  public @Nullable String planner;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "where to draw compute, copies and residency over time (memory)")
  public @Nullable String html;

  @Mixin public WatchFlags watch = new WatchFlags();

  @Mixin public GlogFlags glog = new GlogFlags();

  @Option(
      names = "--stacktrace",
      arity = "1",
      paramLabel = "true|false",
      description = "show where errors come from; default false")
  public boolean stacktrace;

  @Option(names = "--help", arity = "1", paramLabel = "true|false", description = "show this help")
  public boolean help;

  @Option(
      names = "--version",
      arity = "1",
      paramLabel = "true|false",
      description = "show the version")
  public boolean version;

  /**
   * Reads a command line; of a flag that is given twice, the last counts.
   *
   * @throws UsageException when it is wrong
   */
  public static Options parse(List<String> arguments) {
    Options options = new Options();
    FlagReader.read(new CommandLine(options), arguments);
    return options;
  }

  /**
   * Returns what {@code --phase} asks for.
   *
   * @throws UsageException when it is no phase
   */
  public Phase phase() {
    String name = phase == null ? "TRAIN" : phase;
    if (!name.equals("TRAIN") && !name.equals("TEST")) {
      throw new UsageException("--phase is TRAIN or TEST, not '" + name + "'");
    }
    return Phase.valueOf(name);
  }

  /**
   * Returns what {@code --precision} asks for.
   *
   * @throws UsageException when there is no such arithmetic
   */
  public ComputeMode precision() {
    return switch (precision) {
      case "float32" -> ComputeMode.FLOAT32;
      case "tf32" -> ComputeMode.TF32;
      default ->
          throw new UsageException("--precision takes float32 or tf32, not '" + precision + "'");
    };
  }

  /** Returns the index of the first argument that is no flag, or the number of arguments. */
  public static int firstWord(List<String> arguments) {
    return FlagReader.gflags(new CommandLine(new Options())).firstWord(arguments);
  }

  /** Returns the help text on the flags. */
  public static String help() {
    return new CommandLine(new Options())
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .replace("%%", "%")
        + "glog's other flags are accepted; flags may be spelled -f v, -f=v, --f v, --f=v, --nof,"
        + System.lineSeparator()
        + "and kept in a file, one a line: --flagfile=FILE"
        + System.lineSeparator();
  }

  /** Returns a list of what a flag names, separated by commas. */
  public static List<String> list(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
  }
}
