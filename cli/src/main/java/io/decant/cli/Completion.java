package io.decant.cli;

import io.decant.api.command.CommandContext;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.cli.tool.Tool;
import io.decant.cli.tool.ToolRun;
import picocli.AutoComplete;
import picocli.CommandLine;

/** completion: prints a script by which bash or zsh completes commands and flags. */
final class Completion extends ToolRun {
  @Override
  protected int run(CommandContext context) {
    String shell = words().get(0);
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw new UsageException("bash or zsh is needed, not '" + shell + "'");
    }
    CommandLine line = new CommandLine(new Options());
    for (String action : Commands.actions()) {
      line.addSubcommand(action, new CommandLine(new Options()));
    }
    for (Tool tool : Commands.tools()) {
      line.addSubcommand(tool.name(), tool.line());
    }
    context.out().print(AutoComplete.bash("decant", line));
    return 0;
  }
}
