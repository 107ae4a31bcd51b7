package io.decant.cli.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {
  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void pointsLieWithinTheAxes() throws Exception {
    Curve curve = new Curve();
    for (int i = 0; i <= 100; i++) {
      curve.add(i * 10L, 2.0 - 0.015 * i);
    }
    Document svg = parse(new Chart("loss <a&b>", Map.of("train", curve)).svg());
    String[] points =
        svg.getElementsByTagName("polyline")
            .item(0)
            .getAttributes()
            .getNamedItem("points")
            .getNodeValue()
            .split(" ");
    assertEquals(101, points.length);
    double before = 0;
    for (String point : points) {
      double x = Double.parseDouble(point.split(",")[0]);
      double y = Double.parseDouble(point.split(",")[1]);
      assertTrue(x >= 76 && x <= 624 && y >= 34 && y <= 266 && x >= before, point);
      before = x;
    }
    assertEquals("loss <a&b>", svg.getElementsByTagName("title").item(0).getTextContent());
  }

  @Test
  void nothingAndOneValueAreDrawnToo() throws Exception {
    parse(new Chart("empty", Map.of("train", new Curve())).svg());
    Curve one = new Curve();
    one.add(0, 0);
    one.add(1, Double.NaN);
    assertEquals(
        1,
        parse(new Chart("one", Map.of("train", one)).svg())
            .getElementsByTagName("polyline")
            .getLength());
  }

  @Test
  void ticksAreRound() {
    assertEquals(List.of(0.0, 200.0, 400.0, 600.0, 800.0, 1000.0), Chart.ticks(0, 1000));
    assertEquals(List.of(0.5, 1.0, 1.5, 2.0), Chart.ticks(0.4, 2.1));
  }

  @Test
  void aLongCurveKeepsItsEndsAndItsShape() {
    Curve curve = new Curve();
    for (int i = 0; i < 50_000; i++) {
      curve.add(i, i);
    }
    assertTrue(curve.points().size() > Curve.MOST / 4 && curve.points().size() <= Curve.MOST);
    assertEquals(0, curve.points().get(0).iteration());
    assertTrue(curve.points().get(curve.points().size() - 1).iteration() > 49_900);
  }
}
