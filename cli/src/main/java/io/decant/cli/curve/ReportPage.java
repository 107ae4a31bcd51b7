package io.decant.cli.curve;

import io.decant.cli.memory.Xml;
import io.decant.cli.tool.WrittenText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A page, complete in itself, with the curves of a run: values of one name from all nets share a
 * picture. It is written anew at most every five seconds, and reloads itself while the run goes on.
 */
public final class ReportPage implements SampleSink {
  private static final long REFRESH_NANOS = 5_000_000_000L;
  private static final Map<String, String> TITLES =
      Map.of(
          "iterations_per_second", "Iterations per second",
          "lr", "Learning rate",
          "loss", "Loss",
          "accuracy", "Accuracy",
          "speed", "Images per second",
          "memory", "Device memory, most in use (bytes)",
          "traffic", "Large-model traffic (bytes per second)",
          "waiting", "Share of time that operators waited for copies");

  private final Path file;
  private final String title;
  private final Map<String, String> facts;
  private final Map<String, Map<String, Curve>> charts = new LinkedHashMap<>();
  private long writtenNanos = System.nanoTime() - REFRESH_NANOS;
  private long iteration;
  private double seconds;

  /**
   * Starts a page.
   *
   * @param file where it is written
   * @param title what it says above
   * @param facts what else it says, by name
   */
  public ReportPage(Path file, String title, Map<String, String> facts) {
    this.file = file;
    this.title = title;
    this.facts = new LinkedHashMap<>(facts);
  }

  /** Where a value is drawn: in which picture, as which curve. */
  private record Place(String chart, String curve) {
    static Place of(String name) {
      int slash = name.indexOf('/');
      String source = slash < 0 ? "" : name.substring(0, slash);
      String quantity = slash < 0 ? name : name.substring(slash + 1);
      if (quantity.equals("smoothed_loss")) {
        return new Place("loss", source + ", smoothed");
      }
      return TITLES.containsKey(source) && !quantity.equals("iterations_per_second")
          ? new Place(source, quantity)
          : new Place(quantity, source);
    }
  }

  @Override
  public void take(Sample sample) {
    iteration = sample.iteration();
    seconds = sample.seconds();
    sample
        .values()
        .forEach(
            (name, value) -> {
              Place place = Place.of(name);
              charts
                  .computeIfAbsent(place.chart(), key -> new LinkedHashMap<>())
                  .computeIfAbsent(place.curve(), key -> new Curve())
                  .add(iteration, value);
            });
    if (System.nanoTime() - writtenNanos >= REFRESH_NANOS) {
      write(true);
    }
  }

  @Override
  public void close() {
    write(false);
  }

  private void write(boolean running) {
    writtenNanos = System.nanoTime();
    WrittenText.write(file, html(running));
  }

  String html(boolean running) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    if (running) {
      page.append("<meta http-equiv=\"refresh\" content=\"5\">\n");
    }
    page.append("<title>").append(Xml.escape(title)).append("</title>\n<style>\n");
    page.append(
        """
        body { font: 14px sans-serif; margin: 24px; color: #222; background: #fff; }
        h1 { font-size: 20px; }
        dl { display: grid; grid-template-columns: max-content auto; gap: 2px 16px; }
        dt { color: #666; } dd { margin: 0; }
        .charts { display: grid; gap: 20px; margin-top: 16px;
          grid-template-columns: repeat(auto-fill, minmax(520px, 1fr)); }
        svg { width: 100%; border: 1px solid #ddd; border-radius: 6px; }
        svg text { font: 11px sans-serif; } svg text:not([fill]) { fill: #444; }
        svg .title { font: bold 13px sans-serif; fill: #222; }
        .grid { stroke: #eee; } .axis { stroke: #888; }
        </style></head><body>
        """);
    page.append("<h1>").append(Xml.escape(title)).append("</h1>\n<dl>\n");
    fact(page, "State", running ? "running" : "ended");
    fact(page, "Iteration", String.format(Locale.ROOT, "%,d", iteration));
    Duration time = Duration.ofSeconds((long) seconds);
    fact(
        page,
        "Time",
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart()));
    facts.forEach((name, value) -> fact(page, name, value));
    page.append("</dl>\n<div class=\"charts\">\n");
    charts.forEach(
        (name, curves) -> page.append(new Chart(TITLES.getOrDefault(name, name), curves).svg()));
    return page.append("</div>\n</body></html>\n").toString();
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("<dt>").append(Xml.escape(name)).append("</dt><dd>");
    page.append(Xml.escape(value)).append("</dd>\n");
  }
}
