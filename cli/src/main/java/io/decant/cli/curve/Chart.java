package io.decant.cli.curve;

import io.decant.api.text.FloatText;
import io.decant.cli.curve.Curve.Point;
import io.decant.cli.memory.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Curves over iterations in one picture, as SVG: axes with round numbers, a legend. */
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 76;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final List<String> COLOURS =
      List.of("#1d70b8", "#d4351c", "#00703c", "#b58840", "#6f3fa0", "#28a197", "#d53880");

  private final String title;
  private final Map<String, Curve> curves;
  private final StringBuilder svg = new StringBuilder();
  private double right = 5;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  Chart(String title, Map<String, Curve> curves) {
    this.title = title;
    this.curves = curves;
    for (Curve curve : curves.values()) {
      for (Point point : curve.points()) {
        right = Math.max(right, point.iteration());
        low = Math.min(low, point.value());
        high = Math.max(high, point.value());
      }
    }
    if (low > 0 && low < high / 2) {
      low = 0;
    }
    if (!(high > low)) {
      double room = Math.max(Math.abs(high) / 2, 1e-12);
      low = Double.isInfinite(low) ? 0 : low - room;
      high = Double.isInfinite(high) ? 1 : high + room;
    }
  }

  /** Returns the picture. */
  String svg() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>%n"
                + "<text x=\"%d\" y=\"16\" class=\"title\">%s</text>%n",
            WIDTH,
            HEIGHT,
            Xml.escape(title),
            LEFT,
            Xml.escape(title)));
    for (double tick : ticks(low, high)) {
      line(LEFT, y(tick), WIDTH - RIGHT, y(tick), "grid");
      text(LEFT - 6, y(tick) + 4, "end", FloatText.of(tick));
    }
    for (double tick : ticks(0, right)) {
      line(x(tick), TOP, x(tick), HEIGHT - BOTTOM, "grid");
      text(x(tick), HEIGHT - BOTTOM + 16, "middle", String.format(Locale.ROOT, "%,.0f", tick));
    }
    line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis");
    line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "axis");
    List<String> names = List.copyOf(curves.keySet());
    int legend = WIDTH - RIGHT;
    for (int i = names.size() - 1; i >= 0; i--) {
      String colour = COLOURS.get(i % COLOURS.size());
      curve(names.get(i), curves.get(names.get(i)), colour);
      if (names.size() > 1) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"16\" text-anchor=\"end\" fill=\"%s\">%s</text>%n",
                legend,
                colour,
                Xml.escape(names.get(i))));
        legend -= 14 + 7 * names.get(i).length();
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private void curve(String name, @Nullable Curve curve, String colour) {
    if (curve == null || curve.points().isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    for (Point point : curve.points()) {
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.iteration()), y(point.value())));
    }
    Point last = curve.points().get(curve.points().size() - 1);
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>%n"
                + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\">"
                + "<title>%s at %d: %s</title></circle>%n",
            line.toString().strip(),
            colour,
            x(last.iteration()),
            y(last.value()),
            colour,
            Xml.escape(name),
            last.iteration(),
            FloatText.of(last.value())));
  }

  private double x(double iteration) {
    return LEFT + (WIDTH - LEFT - RIGHT) * iteration / right;
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low);
  }

  /** Returns multiples of 1, 2 or 5 times a power of ten between two numbers, about five. */
  static List<Double> ticks(double from, double to) {
    double rough = (to - from) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double factor : new double[] {2, 5, 10}) {
      step = power * factor;
      if (rough <= step) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private void line(double x1, double y1, double x2, double y2, String kind) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            kind));
  }

  private void text(double x, double y, String anchor, String content) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            content));
  }
}
