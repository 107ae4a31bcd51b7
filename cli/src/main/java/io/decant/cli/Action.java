package io.decant.cli;

import io.decant.cli.flag.Options;
import java.io.PrintStream;

/** One of Caffe's commands. */
interface Action {
  /** Returns what it does, in one line. */
  String summary();

  /** Runs it; returns the exit code. */
  int run(Options options, PrintStream out, PrintStream err);
}
