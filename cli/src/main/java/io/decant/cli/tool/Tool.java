package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.cli.flag.FlagReader;
import io.decant.cli.flag.UsageException;
import io.decant.cli.log.Glog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** A command that has flags and words of its own. Immutable, thread-safe. */
public final class Tool implements CommandProvider {
  private static final int WRONG_FOR_CAFFE = 1;
  private static final int WRONG = 2;

  private final String name;
  private final String summary;
  private final String words;
  private final Supplier<? extends ToolRun> maker;
  private final int wrongArguments;

  private Tool(
      String name,
      String summary,
      String words,
      Supplier<? extends ToolRun> maker,
      int wrongArguments) {
    this.name = name;
    this.summary = summary;
    this.words = words;
    this.maker = maker;
    this.wrongArguments = wrongArguments;
  }

  /**
   * Describes one of Caffe's tools; wrong arguments end with 1 and the usage, as they do there.
   *
   * @param summary what it does, in one line
   * @param words its words, those in brackets may be left out: {@code DB [FILE]}
   * @param maker makes a call of it
   */
  static Tool caffes(String name, String summary, String words, Supplier<? extends ToolRun> maker) {
    return new Tool(name, summary, words, maker, WRONG_FOR_CAFFE);
  }

  /**
   * Describes a tool that Caffe does not have. What it says is its output, so the log is quiet.
   *
   * @param summary what it does, in one line
   * @param words its words, those in brackets may be left out: {@code DB [FILE]}
   * @param maker makes a call of it
   */
  public static Tool own(
      String name, String summary, String words, Supplier<? extends ToolRun> maker) {
    return new Tool(name, summary, words, maker, WRONG);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    ToolRun run = maker.get();
    if (wrongArguments == WRONG) {
      run.glog.quiet();
    }
    CommandLine line = line(run);
    try {
      FlagReader.read(line, arguments);
      if (run.help) {
        usage(line, context.out());
        return 0;
      }
      checkWords(run.words().size());
      run.glog.apply();
      return run.run(context);
    } catch (UsageException e) {
      Glog.get()
          .between(
              () -> {
                context.err().println(name + ": " + e.getMessage());
                usage(line, context.err());
              });
      return wrongArguments;
    } catch (IOException e) {
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the flags of the tool, for help and completion. */
  public CommandLine line() {
    return line(maker.get());
  }

  private CommandLine line(ToolRun run) {
    CommandLine line = new CommandLine(run).setCommandName(name);
    line.getCommandSpec()
        .usageMessage()
        .autoWidth(true)
        .sortOptions(false)
        .synopsisHeading("usage: ")
        .customSynopsis(name + " [--flag=value ...] " + words)
        .description(summary);
    return line;
  }

  private void checkWords(int count) {
    List<String> all = words.isEmpty() ? List.of() : List.of(words.split(" "));
    int least = (int) all.stream().filter(word -> !word.startsWith("[")).count();
    boolean unlimited = words.contains("...");
    if (count < least || (count > all.size() && !unlimited)) {
      throw new UsageException(
          (words.isEmpty() ? "takes flags only" : words + " are needed") + ", " + count + " given");
    }
  }

  private static void usage(CommandLine line, PrintStream to) {
    line.usage(to, CommandLine.Help.Ansi.OFF);
  }
}
