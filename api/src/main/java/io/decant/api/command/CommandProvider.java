package io.decant.api.command;

import java.util.List;

/**
 * Adds a subcommand to the {@code decant} program; found by {@link java.util.ServiceLoader}.
 * Stateless.
 */
public interface CommandProvider {
  /** Returns the subcommand's name. */
  String name();

  /** Returns what it does, in one line. */
  String summary();

  /**
   * Runs the subcommand.
   *
   * @param arguments what follows its name
   * @return the exit code: 0 for success, 1 for failure, 2 for wrong arguments
   */
  int run(List<String> arguments, CommandContext context);
}
