package io.decant.conformance.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of tab-separated values whose first line names the columns. */
final class Table {
  private final List<Map<String, String>> rows = new ArrayList<>();

  private Table() {}

  static Table read(Path file) {
    Table table = new Table();
    try {
      List<String> lines = Files.readAllLines(file);
      String[] names = lines.get(0).split("\t", -1);
      for (String line : lines.subList(1, lines.size())) {
        String[] values = line.split("\t", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
          row.put(names[i], i < values.length ? values[i] : "");
        }
        table.rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  List<Map<String, String>> rows() {
    return rows;
  }
}
