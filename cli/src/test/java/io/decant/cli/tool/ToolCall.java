package io.decant.cli.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decant.api.command.CommandContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * A call of a tool in this process.
 *
 * @param code its exit code
 * @param out what it said to standard output
 * @param err what it said to standard error, but for the log
 */
public record ToolCall(int code, String out, String err) {
  /** Calls one of Caffe's tools. */
  public static ToolCall of(String name, Object... arguments) {
    return of(Tools.all(), name, arguments);
  }

  /** Calls a tool. */
  public static ToolCall of(List<Tool> tools, String name, Object... arguments) {
    Tool tool = tools.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        tool.run(
            List.of(arguments).stream().map(Object::toString).toList(),
            new CommandContext(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)));
    return new ToolCall(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
