package io.decant.cli.flag;

import io.decant.cli.log.Glog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * glog's flags, which every command takes. Where one is not given, the environment's {@code
 * GLOG_minloglevel}, {@code GLOG_log_dir} and {@code GLOG_logtostderr} count, as for glog. The log
 * goes to standard error always, as Caffe's programs have it.
 */
public final class GlogFlags {
  @Option(
      names = "--minloglevel",
      paramLabel = "N",
      description = "least severe lines in the log: 0 INFO, 1 WARNING, 2 ERROR; default 0")
  public int minloglevel = number(System.getenv("GLOG_minloglevel"));

  @Option(
      names = "--log_dir",
      paramLabel = "FOLDER",
      description = "where to write the log as well; it goes to standard error always")
  public @Nullable String logDir = System.getenv("GLOG_log_dir");

  @Option(names = "--logtostderr", arity = "1", hidden = true)
  public boolean logtostderr = number(System.getenv("GLOG_logtostderr")) != 0;

  @Option(names = "--alsologtostderr", arity = "1", hidden = true)
  public boolean alsologtostderr = true;

  @Option(names = "--colorlogtostderr", arity = "1", hidden = true)
  public boolean colorlogtostderr;

  @Option(names = "--log_prefix", arity = "1", hidden = true)
  public boolean logPrefix = true;

  @Option(names = "--stderrthreshold", hidden = true)
  public int stderrthreshold;

  @Option(names = "--logbufsecs", hidden = true)
  public int logbufsecs;

  @Option(names = "--logbuflevel", hidden = true)
  public int logbuflevel;

  @Option(names = "--v", hidden = true)
  public int v;

  @Option(names = "--vmodule", hidden = true)
  public @Nullable String vmodule;

  /** Leaves out lines of severity INFO where neither a flag nor the environment asks for them. */
  public void quiet() {
    if (System.getenv("GLOG_minloglevel") == null) {
      minloglevel = 1;
    }
  }

  /** Sets the process's log as the flags say. */
  public void apply() {
    Glog.get().minimumLevel(minloglevel);
    if (logDir != null && !logDir.isEmpty() && !logtostderr) {
      Glog.get().alsoTo(logDir);
    }
  }

  /** Reads a variable of the environment as glog does: what is no number is 0, and "true" is 1. */
  static int number(@Nullable String text) {
    if (text != null && text.matches("[0-9]{1,3}")) {
      return Integer.parseInt(text);
    }
    return text != null && text.matches("[tTyY].*") ? 1 : 0;
  }
}
