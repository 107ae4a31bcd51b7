package io.decant.publishing.site;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture in the making. Lengths are in pixels, the origin is above on the left. */
final class Svg {
  static final int WIDTH = 720;
  static final String[] COLOURS = {"#1d70b8", "#d4351c", "#00703c", "#b58840", "#6f3fa0"};

  private static final Pattern NUMBER = Pattern.compile("-?[\\d,]*\\d(\\.\\d+)?");

  private final StringBuilder text = new StringBuilder();

  Svg(String title, int height) {
    add("<figure><svg viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, height);
    add("<title>%s</title>%n", Headings.escape(title));
    label(0, 16, "start", title);
  }

  /** Returns the first number of a cell, whose thousands may have commas. */
  static OptionalDouble number(String cell) {
    Matcher number = NUMBER.matcher(cell);
    return number.find()
        ? OptionalDouble.of(Double.parseDouble(number.group().replace(",", "")))
        : OptionalDouble.empty();
  }

  void bar(double x, double y, double width, double height, int series) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
        x, y, width, height, colour(series));
  }

  void line(double x1, double y1, double x2, double y2, String colour) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1, y1, x2, y2, colour);
  }

  void dot(double x, double y, int series) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour(series));
  }

  void label(double x, double y, String anchor, String content) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x, y, anchor, Headings.escape(content));
  }

  /** Adds a square and a name for a series, beside those before. */
  void legend(int series, double y, String name) {
    double x = 220 + series * 200;
    bar(x, y - 9, 10, 10, series);
    label(x + 14, y, "start", name);
  }

  static String colour(int series) {
    return COLOURS[series % COLOURS.length];
  }

  String end() {
    return text + "</svg></figure>\n";
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
