package io.decant.cli.logs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Caffe's scripts in tools/extra take from a log, with their expressions and columns: a blank
 * line stops the one in Python, as it does there.
 */
final class CaffesScripts {
  private static final Pattern ITERATION = Pattern.compile("Iteration (\\d+)");
  private static final Pattern RATE =
      Pattern.compile("lr = ([-+]?[0-9]*\\.?[0-9]+([eE]?[-+]?[0-9]+)?)");

  private CaffesScripts() {}

  /** Returns the rows of parse_log.py for "Train" or "Test", without the seconds. */
  static List<Map<String, Double>> parseLog(List<String> lines, String phase) {
    Pattern output = Pattern.compile(phase + " net output #(\\d+): (\\S+) = ([\\.\\deE+-]+)");
    List<Map<String, Double>> rows = new ArrayList<>();
    Map<String, Double> row = null;
    double iteration = -1;
    double rate = Double.NaN;
    for (String line : lines) {
      Matcher found = ITERATION.matcher(line);
      if (found.find()) {
        iteration = Double.parseDouble(found.group(1));
      }
      if (iteration < 0) {
        continue;
      }
      checkTime(line);
      Matcher learning = RATE.matcher(line);
      if (learning.find()) {
        rate = Double.parseDouble(learning.group(1));
      }
      Matcher value = output.matcher(line);
      if (value.find()) {
        if (row == null || !Double.valueOf(iteration).equals(row.get("NumIters"))) {
          if (row != null) {
            rows.add(row);
          }
          row = new LinkedHashMap<>();
          row.put("NumIters", iteration);
          row.put("LearningRate", rate);
        }
        row.put(value.group(2), Double.parseDouble(value.group(3)));
      }
      if (row != null && !rows.isEmpty() && row.size() == rows.get(0).size()) {
        rows.add(row);
        row = null;
      }
    }
    if (rows.size() > 1) {
      Double second = rows.get(1).get("LearningRate");
      rows.get(0).put("LearningRate", second == null ? Double.NaN : second);
    }
    return rows;
  }

  /** The script takes the second word of each line for a time. */
  private static void checkTime(String line) {
    String[] words = line.strip().split("\\s+");
    if (!words[1].matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{6}")) {
      throw new IllegalArgumentException("no time in: " + line);
    }
  }

  /** Returns column {@code n}, from 1, of the lines that contain a text, as awk sees them. */
  static List<String> awk(List<String> lines, String grep, int n) {
    return lines.stream()
        .filter(line -> line.contains(grep))
        .map(line -> line.strip().split("\\s+")[n - 1])
        .toList();
  }
}
