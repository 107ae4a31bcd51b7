package io.decant.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a document shows, and what it shows of its output: lines in order, {@code ...} for
 * any lines between; at the end of a line, for the rest of it. The head of log lines is not shown.
 * Decimal fractions may differ a little, since processors add in different orders; numbers of seven
 * digits or more that say what was swapped, or the peak, by half, since plans follow the times that
 * were measured.
 *
 * @param document where it stands
 * @param line at which line
 * @param command what is typed
 * @param shown the output
 */
record ConsoleBlock(String document, int line, String command, List<String> shown) {
  private static final String ELISION = "...";
  private static final Pattern WORD = Pattern.compile("\\S+ ");
  private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d+(?![.\\d])");
  private static final double TOLERANCE = 0.01;
  private static final Pattern MOVED = Pattern.compile("(?<=swapped (?:in|out) |peak )\\d{7,}");
  private static final double MOVED_TOLERANCE = 0.5;

  /** Returns the commands in the console blocks of a document. */
  static List<ConsoleBlock> in(String document, List<String> lines) {
    List<ConsoleBlock> blocks = new ArrayList<>();
    boolean console = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("$ ")) {
        blocks.add(new ConsoleBlock(document, i + 1, line.substring(2), new ArrayList<>()));
      } else if (console) {
        blocks.get(blocks.size() - 1).shown.add(line.stripTrailing());
      }
    }
    return blocks;
  }

  /** Returns whether the output shown is that of a failure. */
  boolean fails() {
    return shown.stream().anyMatch(line -> line.startsWith("decant: "));
  }

  /**
   * Returns the first line shown that the output lacks, or empty when it has all of them in order.
   */
  String missing(List<String> output) {
    int at = 0;
    boolean elided = false;
    for (String line : shown) {
      if (line.equals(ELISION)) {
        elided = true;
        continue;
      }
      while (elided && at < output.size() && !agree(line, output.get(at))) {
        at++;
      }
      if (at >= output.size() || !agree(line, output.get(at))) {
        return line;
      }
      at++;
      elided = false;
    }
    return "";
  }

  private static boolean agree(String shown, String printed) {
    if (shown.endsWith(" " + ELISION)) {
      String start = shown.substring(0, shown.length() - ELISION.length());
      Matcher words = WORD.matcher(start);
      int count = (int) words.results().count();
      Matcher rest = Pattern.compile("(?:\\S+ ){" + count + "}").matcher(printed);
      return rest.lookingAt() && agree(start.strip(), rest.group().strip());
    }
    return shown.equals(printed)
        || (form(shown).equals(form(printed))
            && near(FRACTION, TOLERANCE, shown, printed)
            && near(MOVED, MOVED_TOLERANCE, shown, printed));
  }

  private static String form(String line) {
    return MOVED.matcher(FRACTION.matcher(line).replaceAll("#")).replaceAll("#");
  }

  private static boolean near(Pattern number, double tolerance, String shown, String printed) {
    Matcher expected = number.matcher(shown);
    Matcher found = number.matcher(printed);
    while (expected.find() && found.find()) {
      double value = Double.parseDouble(expected.group());
      if (Math.abs(Double.parseDouble(found.group()) - value) > tolerance * value) {
        return false;
      }
    }
    return true;
  }

  /** Returns a line of output without the head of a log line. */
  static String plain(String line) {
    return line.replaceFirst("^[IWE]\\d{4} [\\d:.]+ \\d+ [\\w.]+:\\d+\\] ", "").stripTrailing();
  }
}
