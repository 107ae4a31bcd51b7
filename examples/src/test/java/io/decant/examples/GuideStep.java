package io.decant.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guide's reader does next: writes a file, or types a command. A file is a code block below
 * a line that has nothing but the file's name, as {@code `pom.xml`:}; commands are those of console
 * blocks.
 *
 * @param line where it stands
 * @param file the file to write; empty for a command
 * @param text the file's text, or the command
 */
record GuideStep(int line, String file, String text) {
  private static final Pattern FILE = Pattern.compile("`([^`]+)`:");

  /** Returns the steps of a guide, in order. */
  static List<GuideStep> in(List<String> lines) {
    List<GuideStep> steps = new ArrayList<>();
    String file = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher name = FILE.matcher(line);
      if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        List<String> block = lines.subList(i + 1, end);
        if (!file.isEmpty()) {
          steps.add(new GuideStep(i + 1, file, String.join("\n", block) + "\n"));
        } else if (line.equals("```console")) {
          for (int at = 0; at < block.size(); at++) {
            if (block.get(at).startsWith("$ ")) {
              steps.add(new GuideStep(i + 2 + at, "", block.get(at).substring(2)));
            }
          }
        }
        file = "";
        i = end;
      } else if (!line.isBlank()) {
        file = name.matches() ? name.group(1) : "";
      }
    }
    return steps;
  }
}
