package io.decant.cli;

import java.nio.file.Path;
import java.util.List;

/** Logs of real runs. */
public final class TrainingLogs {
  private TrainingLogs() {}

  /** Returns the log of a short run in a process of its own, with tests and displays. */
  public static List<String> ofARun(Path folder) throws Exception {
    TinyRun.write(folder, 12, "");
    Program.Result result = new Program(folder).run("train", "--solver=solver.prototxt");
    if (result.code() != 0) {
      throw new AssertionError(result.err());
    }
    return result.errLines();
  }
}
