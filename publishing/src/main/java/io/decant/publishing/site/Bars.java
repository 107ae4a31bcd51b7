package io.decant.publishing.site;

import java.util.List;
import java.util.OptionalDouble;

/** Two columns of a table as bars, row by row. */
final class Bars {
  private static final int TOP = 48;
  private static final int LEFT = 220;
  private static final int ROW = 36;
  private static final int BAR = 13;
  private static final int ROOM = 70;

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
    double y = TOP;
    for (List<String> row : data) {
      svg.label(LEFT - 8, y + BAR + 4, "end", name(row, first));
      bar(svg, y, row.get(first), most, 0);
      bar(svg, y + BAR + 1, row.get(second), most, 1);
      y += ROW;
    }
    return svg.end();
  }

  private static void bar(Svg svg, double y, String cell, double most, int series) {
    OptionalDouble value = Svg.number(cell);
    if (value.isPresent()) {
      double width = value.getAsDouble() / most * (Svg.WIDTH - LEFT - ROOM);
      svg.bar(LEFT, y, width, BAR, series);
      svg.label(LEFT + width + 4, y + BAR - 2, "start", cell);
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
