package io.decant.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.cli.inspect.NetTools;
import io.decant.cli.tool.ToolCall;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class DrawTest {
  private static final String NET =
      """
      name: "A & B"
      layer { name: "in" type: "Data" top: "x" top: "y" include { phase: TRAIN } }
      layer { name: "in" type: "Data" top: "x" top: "y" include { phase: TEST } }
      layer { name: "a" type: "Convolution" bottom: "x" top: "a"
        convolution_param { num_output: 8 kernel_size: 3 stride: 2 } }
      layer { name: "relu" type: "ReLU" bottom: "a" top: "a" }
      layer { name: "b" type: "Convolution" bottom: "x" top: "b"
        convolution_param { num_output: 8 kernel_h: 1 kernel_w: 3 } }
      layer { name: "sum" type: "Eltwise" bottom: "a" bottom: "b" top: "sum" }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "sum" bottom: "y" top: "loss" }
      """;

  @TempDir Path folder;

  private String draw(String name, String... more) throws IOException {
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET);
    Path out = folder.resolve(name);
    Object[] all = new Object[more.length + 2];
    all[0] = net;
    all[1] = out;
    System.arraycopy(more, 0, all, 2, more.length);
    ToolCall call = ToolCall.of(NetTools.all(), "draw", all);
    assertEquals(0, call.code(), call.err());
    return Files.readString(out);
  }

  @Test
  void edgesComeFromTheLastWriters() throws IOException {
    NetGraphic net = NetGraphic.of("n", Prototxt.parseNet(NET, "test").message().getLayerList());
    assertEquals(
        List.of(
            "0-2 x", "1-2 x", "2-3 a", "0-4 x", "1-4 x", "3-5 a", "4-5 b", "5-6 sum", "0-6 y",
            "1-6 y"),
        net.edges().stream()
            .map(edge -> edge.from() + "-" + edge.to() + " " + edge.blob())
            .toList());
  }

  @Test
  void dotNamesEveryLayerOfThePhase() throws IOException {
    String text = draw("net.dot", "--phase=TRAIN", "--rankdir=LR");
    assertTrue(text.startsWith("digraph \"A & B\" {\n  rankdir=LR;\n"), text);
    assertTrue(text.contains("[label=\"a\\nConvolution\\n8 outputs, kernel 3, stride 2\""), text);
    assertTrue(text.contains("kernel 1x3\""), text);
    assertEquals(1, text.split("label=\"in\\\\nData\"", -1).length - 1);
    assertTrue(text.contains("layer2 -> layer4 [label=\"a\"];"), text);
  }

  @Test
  void svgIsWellFormedAndHasABoxForEachLayer() throws Exception {
    draw("net.svg");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("net.svg").toFile());
    assertEquals(7 + 1, document.getElementsByTagName("rect").getLength());
    assertEquals(10 + 1, document.getElementsByTagName("path").getLength());
    assertEquals("A & B", document.getElementsByTagName("title").item(0).getTextContent());
  }

  @Test
  void boxesDoNotOverlap() {
    for (boolean sideways : new boolean[] {false, true}) {
      LayeredLayout layout =
          new LayeredLayout(
              NetGraphic.of("n", Prototxt.parseNet(NET, "test").message().getLayerList()),
              sideways);
      List<LayeredLayout.Place> boxes = layout.boxes();
      for (LayeredLayout.Place one : boxes) {
        for (LayeredLayout.Place other : boxes) {
          boolean apart =
              Math.abs(layout.x(one) - layout.x(other)) >= (one.width + other.width) / 2
                  || Math.abs(layout.y(one) - layout.y(other)) >= (one.height + other.height) / 2;
          assertTrue(one == other || apart);
        }
        assertTrue(layout.x(one) > 0 && layout.x(one) < layout.width());
        assertTrue(layout.y(one) > 0 && layout.y(one) < layout.height());
      }
    }
  }

  @Test
  void otherFormsAreRefused() throws IOException {
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET);
    ToolCall call = ToolCall.of(NetTools.all(), "draw", net, folder.resolve("net.png"));
    assertEquals(2, call.code());
    assertTrue(call.err().contains("ends in .svg or .dot is needed"), call.err());
    assertFalse(Files.exists(folder.resolve("net.png")));
    assertEquals(2, ToolCall.of(NetTools.all(), "draw", net, "x.svg", "--rankdir=UP").code());
  }
}
