package io.decant.cli.draw;

import io.decant.cli.draw.LayeredLayout.Place;
import io.decant.cli.memory.Xml;
import io.decant.proto.caffe.LayerParameter;
import java.util.List;
import java.util.Locale;

/** A net as SVG. The blob's name shows when the pointer rests on an edge. */
final class SvgPicture {
  private static final double LINE = 15;

  private final NetGraphic net;
  private final LayeredLayout layout;
  private final StringBuilder text = new StringBuilder();

  SvgPicture(NetGraphic net, LayeredLayout layout) {
    this.net = net;
    this.layout = layout;
  }

  String text() {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n<title>%s</title>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                + "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\""
                + " markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
                + "<path d=\"M0,0 L8,4 L0,8 z\" fill=\"#555\"/></marker></defs>%n",
            layout.width(),
            layout.height(),
            Xml.escape(net.name())));
    for (int i = 0; i < net.edges().size(); i++) {
      edge(net.edges().get(i).blob(), layout.paths().get(i));
    }
    for (int i = 0; i < net.layers().size(); i++) {
      box(net.layers().get(i), layout.boxes().get(i));
    }
    return text.append("</svg>\n").toString();
  }

  private void box(LayerParameter layer, Place place) {
    double x = layout.x(place);
    double top = layout.y(place) - place.height / 2;
    text.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"%s\""
                + " stroke=\"#555\"/>%n",
            x - place.width / 2,
            top,
            place.width,
            place.height,
            LayerLabel.colour(layer)));
    List<String> lines = LayerLabel.lines(layer);
    for (int i = 0; i < lines.size(); i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\"%s>%s</text>%n",
              x,
              top + 6 + LINE * (i + 0.75),
              i == 0 ? " font-weight=\"bold\"" : "",
              Xml.escape(lines.get(i))));
    }
  }

  private void edge(String blob, List<Place> path) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      Place place = path.get(i);
      boolean first = i == 0;
      boolean last = i == path.size() - 1;
      double half = (layout.sideways() ? place.width : place.height) / 2;
      double along = place.along + (first ? half : last ? -half : 0);
      if (first) {
        line.append("M").append(point(along, place.across));
      } else {
        Place before = path.get(i - 1);
        double from =
            before.along + (i == 1 ? (layout.sideways() ? before.width : before.height) / 2 : 0);
        double middle = (from + along) / 2;
        line.append(" C").append(point(middle, before.across));
        line.append(" ").append(point(middle, place.across));
        line.append(" ").append(point(along, place.across));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#head)\">"
                + "<title>%s</title></path>%n",
            line,
            Xml.escape(blob)));
  }

  private String point(double along, double across) {
    return layout.sideways()
        ? String.format(Locale.ROOT, "%.1f,%.1f", along, across)
        : String.format(Locale.ROOT, "%.1f,%.1f", across, along);
  }
}
