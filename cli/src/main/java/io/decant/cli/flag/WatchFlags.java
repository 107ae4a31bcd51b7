package io.decant.cli.flag;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where a training run is recorded besides the log. */
public final class WatchFlags {
  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "file that gets a line of JSON at each display and test (train)")
  public @Nullable String metrics;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "folder that gets an event file for TensorBoard (train)")
  public @Nullable String tensorboard;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "page with curves of the run, which is written anew while it runs (train)")
  public @Nullable String report;
}
