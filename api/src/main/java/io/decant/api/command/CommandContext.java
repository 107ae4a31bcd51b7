package io.decant.api.command;

import java.io.PrintStream;

/**
 * What a subcommand works with.
 *
 * @param out for results
 * @param err for errors and progress
 */
public record CommandContext(PrintStream out, PrintStream err) {}
