package io.decant.cli.memory;

import io.decant.api.forecast.Replay;
import io.decant.api.forecast.Replay.Event;
import io.decant.api.forecast.Replay.Stay;
import io.decant.spi.memory.BlockRole;
import java.util.Locale;
import java.util.Map;

/**
 * A page, complete in itself, that draws runs of programs: above, what the three streams do when;
 * below, which block has which part of the pool when. Times run to the right.
 */
public final class TimelinePage {
  private static final int WIDTH = 1400;
  private static final int LANE = 22;
  private static final int POOL = 420;
  private static final Map<BlockRole, String> COLOURS =
      Map.of(
          BlockRole.INPUT, "#8d99ae",
          BlockRole.ACTIVATION, "#2a9d8f",
          BlockRole.GRADIENT, "#e76f51",
          BlockRole.PARAMETER, "#e9c46a",
          BlockRole.HISTORY, "#9b5de5",
          BlockRole.WORKSPACE, "#bbbbbb");

  private final StringBuilder body = new StringBuilder();
  private final long poolBytes;

  /** Starts a page for a pool of a size. */
  public TimelinePage(long poolBytes) {
    this.poolBytes = poolBytes;
  }

  /** Adds a run of a program. */
  public void add(String title, Replay run) {
    double scale = WIDTH / Math.max(1e-12, run.end());
    int height = 3 * LANE + 16 + POOL;
    body.append("<h2>").append(Xml.escape(title)).append("</h2>\n");
    body.append(
        String.format(
            Locale.ROOT,
            "<p>%.4g ms; pool %s</p>\n<svg width=\"%d\" height=\"%d\">\n",
            1e3 * run.end(),
            ByteText.of(poolBytes),
            WIDTH,
            height));
    run.events().forEach(event -> draw(event, scale));
    run.stays().forEach(stay -> draw(stay, scale));
    body.append("</svg>\n");
  }

  /** Returns the page as HTML. */
  public String html() {
    StringBuilder legend = new StringBuilder("<p>");
    for (BlockRole role : BlockRole.values()) {
      legend
          .append("<span style=\"background:")
          .append(COLOURS.get(role))
          .append("\">&nbsp;&nbsp;&nbsp;</span> ")
          .append(role.name().toLowerCase(Locale.ROOT))
          .append(" &nbsp; ");
    }
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Decant: memory"
        + "</title><style>body{font:14px sans-serif;margin:2em}svg{background:#f6f6f6}"
        + "</style></head><body>\n<h1>Compute, copies and residency</h1>\n"
        + "<p>Rows: operators, copies in, copies out; below, the pool, address 0 at the top. Point at"
        + " a bar for its name.</p>\n"
        + legend
        + "</p>\n"
        + body
        + "</body></html>\n";
  }

  private void draw(Event event, double scale) {
    switch (event.lane()) {
      case COMPUTE -> draw(event, scale, 0, "#264653");
      case IN -> draw(event, scale, LANE, "#457b9d");
      case OUT -> draw(event, scale, 2 * LANE, "#d62828");
    }
  }

  private void draw(Event event, double scale, int y, String colour) {
    rectangle(
        event.start() * scale,
        y,
        (event.end() - event.start()) * scale,
        LANE - 4,
        colour,
        event.name());
  }

  private void draw(Stay stay, double scale) {
    double perByte = (double) POOL / Math.max(1, poolBytes);
    rectangle(
        stay.start() * scale,
        3 * LANE + 16 + stay.address() * perByte,
        (stay.end() - stay.start()) * scale,
        stay.block().bytes() * perByte,
        String.valueOf(COLOURS.get(stay.block().role())),
        stay.block() + " at " + stay.address());
  }

  private void rectangle(
      double x, double y, double width, double height, String colour, String title) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\" stroke=\"#fff\""
                + " stroke-width=\".3\"><title>%s</title></rect>\n",
            x,
            y,
            Math.max(0.3, width),
            Math.max(0.5, height),
            colour,
            Xml.escape(title)));
  }
}
