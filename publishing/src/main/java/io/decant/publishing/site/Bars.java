package io.decant.publishing.site;

import java.util.List;
import java.util.OptionalDouble;

/** Two columns of a table as bars, row by row. */
final class Bars {
  private static final int TOP = 48;
  private static final int ROW = 36;
  private static final int BAR = 13;
  private static final int ROOM = 70;

  /** The room for a letter of a name, on average. */
  private static final int LETTER = 7;

  private Bars() {}

  /** Returns the picture; the first row has the headings. */
  static String of(String title, List<List<String>> rows, int first, int second) {
    List<List<String>> data = rows.subList(1, rows.size());
    Svg svg = new Svg(title, TOP + data.size() * ROW);
    svg.legend(0, 34, rows.get(0).get(first));
    svg.legend(1, 34, rows.get(0).get(second));
    double most = Math.max(most(data, first), most(data, second));
    if (!(most > 0)) {
      throw new IllegalArgumentException("nothing to draw: " + title);
    }
    int longest = data.stream().mapToInt(row -> name(row, first).length()).max().orElse(0);
    int left = 8 + LETTER * longest;
    double y = TOP;
    for (List<String> row : data) {
      svg.label(left - 8, y + BAR + 4, "end", name(row, first));
      bar(svg, left, y, row.get(first), most, 0);
      bar(svg, left, y + BAR + 1, row.get(second), most, 1);
      y += ROW;
    }
    return svg.end();
  }

  private static void bar(Svg svg, int left, double y, String cell, double most, int series) {
    OptionalDouble value = Svg.number(cell);
    if (value.isPresent()) {
      double width = value.getAsDouble() / most * (Svg.WIDTH - left - ROOM);
      svg.bar(left, y, width, BAR, series);
      svg.label(left + width + 4, y + BAR - 2, "start", cell);
    }
  }

  private static String name(List<String> row, int first) {
    return String.join(", ", row.subList(0, first));
  }

  private static double most(List<List<String>> rows, int column) {
    return rows.stream()
        .map(row -> Svg.number(row.get(column)))
        .flatMapToDouble(OptionalDouble::stream)
        .max()
        .orElse(0);
  }
}
