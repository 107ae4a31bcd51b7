import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws time against memory, both in powers of two, as SVG. Arguments: the table that
 * large-vs-torch.sh writes (a title behind {@code #}, then series, GiB and milliseconds with tabs
 * between them), and the file to write.
 */
public final class LargeCurves {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 64;
  private static final int RIGHT = 200;
  private static final int TOP = 40;
  private static final int BOTTOM = 48;
  private static final String[] COLOURS = {
    "#1b6ca8", "#d1495b", "#2e7d32", "#8e5ea2", "#b07a00", "#555555", "#00838f"
  };

  private record Point(double gibibytes, double milliseconds) {}

  /** One direction of the drawing, in powers of two. */
  private record Axis(int lowest, int highest, double from, double to) {
    static Axis of(List<Double> values, double from, double to) {
      double least = values.stream().mapToDouble(value -> value).min().orElseThrow();
      double most = values.stream().mapToDouble(value -> value).max().orElseThrow();
      int low = (int) Math.floor(log(least));
      return new Axis(low, Math.max(low + 1, (int) Math.ceil(log(most))), from, to);
    }

    double place(double value) {
      return from + (to - from) * (log(value) - lowest) / (highest - lowest);
    }

    private static double log(double value) {
      return Math.log(value) / Math.log(2);
    }
  }

  private final StringBuilder svg = new StringBuilder();
  private final String title;
  private final Map<String, List<Point>> series;
  private final Axis x;
  private final Axis y;

  private LargeCurves(String title, Map<String, List<Point>> series) {
    this.title = title;
    this.series = series;
    List<Point> all = series.values().stream().flatMap(List::stream).toList();
    x = Axis.of(all.stream().map(Point::gibibytes).toList(), LEFT, WIDTH - RIGHT);
    y = Axis.of(all.stream().map(Point::milliseconds).toList(), HEIGHT - BOTTOM, TOP);
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: LargeCurves TABLE.tsv DRAWING.svg");
      System.exit(2);
    }
    String title = "";
    Map<String, List<Point>> series = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = line.split("\t");
      if (line.startsWith("#")) {
        title = line.substring(1).strip().replaceFirst(": series.*", "");
      } else if (words.length == 3) {
        series
            .computeIfAbsent(words[0], key -> new ArrayList<>())
            .add(new Point(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
      } else {
        throw new IOException(args[0] + ": three columns are needed, found: " + line);
      }
    }
    if (series.isEmpty()) {
      throw new IOException(args[0] + " has no rows");
    }
    Files.writeString(Path.of(args[1]), new LargeCurves(title, series).draw());
  }

  private String draw() {
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">\n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT));
    text(LEFT, 22, "start", title + ": milliseconds of an iteration against GiB on the device");
    for (int power = x.lowest; power <= x.highest; power++) {
      double at = x.place(Math.pow(2, power));
      line(at, TOP, at, HEIGHT - BOTTOM);
      text(at, HEIGHT - BOTTOM + 18, "middle", number(power));
    }
    for (int power = y.lowest; power <= y.highest; power++) {
      double at = y.place(Math.pow(2, power));
      line(LEFT, at, WIDTH - RIGHT, at);
      text(LEFT - 8, at + 4, "end", number(power));
    }
    int index = 0;
    for (Map.Entry<String, List<Point>> one : series.entrySet()) {
      draw(one.getKey(), one.getValue(), index++);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(String name, List<Point> points, int index) {
    String colour = COLOURS[index % COLOURS.length];
    List<Point> ordered = new ArrayList<>(points);
    ordered.sort(Comparator.comparingDouble(Point::gibibytes));
    StringBuilder path = new StringBuilder();
    for (Point point : ordered) {
      double across = x.place(point.gibibytes);
      double up = y.place(point.milliseconds);
      path.append(format("%.1f,%.1f ", across, up));
      svg.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", across, up, colour));
    }
    svg.append(
        format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            path.toString().strip(), colour));
    double row = TOP + 12 + 20.0 * index;
    svg.append(
        format("<circle cx=\"%d\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", WIDTH - RIGHT + 20, row, colour));
    text(WIDTH - RIGHT + 32, row + 4, "start", name);
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    svg.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n",
            fromX, fromY, toX, toY));
  }

  private void text(double atX, double atY, String anchor, String words) {
    String safe = words.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", atX, atY, anchor, safe));
  }

  private static String number(int power) {
    return power < 0 ? format("%.2g", Math.pow(2, power)) : format("%.0f", Math.pow(2, power));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
