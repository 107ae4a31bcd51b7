package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

/** Runs what a document shows, and compares. */
final class ShownCommand {
  private static final int TAIL = 25;

  private ShownCommand() {}

  /** Runs the command of a block; returns what it printed. */
  static List<String> check(ConsoleBlock block) throws IOException, InterruptedException {
    Shell.Result result = Shell.run("sh", "-c", block.command());
    List<String> output = result.output();
    String where = block.document() + ":" + block.line() + ": " + block.command();
    String tail =
        String.join("\n", output.subList(Math.max(0, output.size() - TAIL), output.size()));
    assertEquals("", block.missing(output), where + " lacks this line in\n" + tail);
    assertEquals(
        block.fails(), result.code() != 0, where + " ended with " + result.code() + "\n" + tail);
    return output;
  }
}
