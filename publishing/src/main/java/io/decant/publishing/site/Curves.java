package io.decant.publishing.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** One column of a table over another, a curve for each entry in the first; axes begin at zero. */
final class Curves {
  private static final int HEIGHT = 340;
  private static final int TOP = 48;
  private static final int BOTTOM = 40;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TICKS = 5;
  private static final String GRID = "#d0d4d8";

  private Curves() {}

  /** A place in the table's units. */
  private record Point(double x, double y) {}

  /** Returns the picture; the first row has the headings. */
  static String of(String title, List<List<String>> rows, int x, int y) {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    String name = "";
    for (List<String> row : rows.subList(1, rows.size())) {
      name = row.get(0).isEmpty() ? name : row.get(0);
      OptionalDouble right = Svg.number(row.get(x));
      OptionalDouble up = Svg.number(row.get(y));
      if (right.isPresent() && up.isPresent()) {
        curves
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(new Point(right.getAsDouble(), up.getAsDouble()));
      }
    }
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw: " + title);
    }
    Point most =
        curves.values().stream()
            .flatMap(List::stream)
            .reduce((a, b) -> new Point(Math.max(a.x, b.x), Math.max(a.y, b.y)))
            .orElseThrow();
    return draw(title, rows.get(0).get(x), curves, new Point(end(most.x), end(most.y)));
  }

  private static String draw(
      String title, String under, Map<String, List<Point>> curves, Point most) {
    Svg svg = new Svg(title, HEIGHT);
    for (int tick = 0; tick <= TICKS; tick++) {
      Point at = new Point(most.x * tick / TICKS, most.y * tick / TICKS);
      svg.line(LEFT, up(at, most), Svg.WIDTH - RIGHT, up(at, most), GRID);
      svg.label(LEFT - 6, up(at, most) + 4, "end", rounded(at.y));
      svg.label(right(at, most), HEIGHT - BOTTOM + 18, "middle", rounded(at.x));
    }
    svg.label(Svg.WIDTH - RIGHT, HEIGHT - 4, "end", under);
    int series = 0;
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      svg.legend(series, 34, curve.getKey());
      List<Point> points = curve.getValue();
      for (int i = 0; i < points.size(); i++) {
        Point here = points.get(i);
        svg.dot(right(here, most), up(here, most), series);
        Point next = points.get(Math.min(i + 1, points.size() - 1));
        svg.line(
            right(here, most),
            up(here, most),
            right(next, most),
            up(next, most),
            Svg.colour(series));
      }
      series++;
    }
    return svg.end();
  }

  /** Returns where an axis ends, so that its ticks are round. */
  private static double end(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most / TICKS)));
    for (double step : new double[] {1, 2, 2.5, 5}) {
      if (step * power * TICKS >= most) {
        return step * power * TICKS;
      }
    }
    return 10 * power * TICKS;
  }

  private static double right(Point point, Point most) {
    return LEFT + point.x / most.x * (Svg.WIDTH - LEFT - RIGHT);
  }

  private static double up(Point point, Point most) {
    return HEIGHT - BOTTOM - point.y / most.y * (HEIGHT - BOTTOM - TOP);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, value % 1 != 0 ? "%.1f" : "%,.0f", value);
  }
}
