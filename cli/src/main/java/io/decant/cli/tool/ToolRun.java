package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.cli.flag.GlogFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One call of a tool: its flags and words as fields, filled in before it runs. */
public abstract class ToolRun {
  @Mixin GlogFlags glog = new GlogFlags();

  @Option(names = "--help", arity = "1", paramLabel = "true|false", description = "show this help")
  boolean help;

  @Option(names = "--stacktrace", arity = "1", hidden = true)
  boolean stacktrace;

  @Parameters(hidden = true)
  private List<String> words = new ArrayList<>();

  /** For its subclasses. */
  protected ToolRun() {}

  /** Runs; returns the exit code. */
  protected abstract int run(CommandContext context) throws IOException;

  /** Returns the words that are no flags. */
  protected final List<String> words() {
    return words;
  }

  /** Returns a word that is a path. */
  protected final Path path(int word) {
    return Path.of(words.get(word));
  }
}
