package io.decant.cli.logs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a log says of one net: a row for each iteration at which its outputs are shown. */
final class LogTable {
  /**
   * A row.
   *
   * @param iteration at which
   * @param seconds since the start
   * @param rate the last learning rate that the log has before the row
   * @param outputs the net's outputs, by name
   */
  record Row(long iteration, double seconds, double rate, Map<String, Double> outputs) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds an output; the first one of an iteration begins a row. */
  void add(long iteration, double seconds, double rate, String output, double value) {
    if (rows.isEmpty() || rows.get(rows.size() - 1).iteration() != iteration) {
      rows.add(new Row(iteration, seconds, rate, new LinkedHashMap<>()));
    }
    rows.get(rows.size() - 1).outputs().put(output, value);
  }

  /** Returns the rows; the first one, which no learning rate precedes, has that of the second. */
  List<Row> rows() {
    List<Row> result = new ArrayList<>(rows);
    if (result.size() > 1) {
      Row first = result.get(0);
      double rate = result.get(1).rate();
      result.set(0, new Row(first.iteration(), first.seconds(), rate, first.outputs()));
    }
    return result;
  }

  /** Returns the table with a head, its columns set apart by a delimiter; empty without rows. */
  String csv(String delimiter) {
    Set<String> outputs = new LinkedHashSet<>();
    rows.forEach(row -> outputs.addAll(row.outputs().keySet()));
    if (outputs.isEmpty()) {
      return "";
    }
    List<String> head = new ArrayList<>(List.of("NumIters", "Seconds", "LearningRate"));
    head.addAll(outputs);
    StringBuilder text = new StringBuilder(String.join(delimiter, head)).append('\n');
    for (Row row : rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(PythonNumber.text(row.iteration()));
      cells.add(PythonNumber.text(row.seconds()));
      cells.add(PythonNumber.text(row.rate()));
      for (String output : outputs) {
        Double value = row.outputs().get(output);
        cells.add(value == null ? "" : PythonNumber.text(value));
      }
      text.append(String.join(delimiter, cells)).append('\n');
    }
    return text.toString();
  }
}
