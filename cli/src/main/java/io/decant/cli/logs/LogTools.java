package io.decant.cli.logs;

import io.decant.cli.tool.Tool;
import java.util.List;

/** The commands that read logs. */
public final class LogTools {
  private static final List<Tool> ALL =
      List.of(
          Tool.own(
              "parse_log",
              "make tables and curves of a training log",
              "LOG OUT_FOLDER",
              ParseLog::new));

  private LogTools() {}

  /** Returns the commands, by name. */
  public static List<Tool> all() {
    return ALL;
  }
}
