package io.decant.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.cli.memory.ByteText;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.Tool;
import io.decant.cli.tool.ToolCall;
import io.decant.proto.ProtoException;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command export; what models compute is tested in the module onnx. */
class ExportTest {
  private static final String NET =
      """
      name: "Small"
      layer { name: "x" type: "Input" top: "x" input_param { shape { dim: 4 dim: 6 } } }
      layer { name: "ip" type: "InnerProduct" bottom: "x" top: "ip"
        inner_product_param { num_output: %d weight_filler { type: "xavier" } } }
      layer { name: "%s" type: "%s" bottom: "ip" top: "ip" }
      """;

  @TempDir Path folder;
  private Path model;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    model = write("net.prototxt", NET.formatted(5, "relu", "ReLU"));
    weights = folder.resolve("net.caffemodel");
    try (Decant decant = Devices.cpu();
        Net net = decant.net(model).phase(Phase.TEST).build()) {
      net.save(weights, false);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path target() {
    return folder.resolve("net.onnx");
  }

  private ToolCall export(Path net, Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "--model";
    all[1] = net;
    all[2] = "--onnx";
    all[3] = target();
    System.arraycopy(more, 0, all, 4, more.length);
    return ToolCall.of(NetTools.all(), "export", all);
  }

  @Test
  void writesAModelAndSaysWhatItIs() throws IOException {
    ToolCall call = export(model, "--weights", weights, "--batch=dynamic", "--opset", 13);
    assertEquals(0, call.code(), call.err());
    assertEquals(
        List.of(
            "wrote " + target() + ": 2 nodes, opset 13, " + ByteText.of(Files.size(target())),
            "input x (batch x 6)",
            "output ip (batch x 5)"),
        call.out().lines().toList());
  }

  @Test
  void theBatchSizeIsThePrototxtsOrTheOneGiven() {
    assertTrue(export(model, "--weights", weights).out().contains("input x (4 x 6)"));
    assertTrue(export(model, "--weights", weights, "--batch", 9).out().contains("input x (9 x 6)"));
  }

  @Test
  void wrongFlagsAreRefused() {
    for (String wrong : List.of("--batch=0", "--batch=many", "--batch=-1", "--opset=12")) {
      ToolCall call = export(model, "--weights", weights, wrong);
      assertEquals(2, call.code());
      assertTrue(call.err().contains(wrong.replaceAll("=.*", " takes ")), call.err());
    }
    ToolCall call = export(model);
    assertEquals(2, call.code());
    assertTrue(call.err().contains("--weights=FILE is needed: layer 'ip' has weights"), call.err());
    assertTrue(
        ToolCall.of(NetTools.all(), "export", "--model", model).err().contains("--onnx=FILE"));
    assertFalse(Files.exists(target()));
  }

  @Test
  void weightsThatDoNotFitAreRefused() throws IOException {
    Path wider = write("wider.prototxt", NET.formatted(7, "relu", "ReLU"));
    String shape = refusal(wider);
    assertTrue(shape.contains("blob 0") && shape.contains("[7, 6]"), shape);
    Path renamed =
        write(
            "renamed.prototxt",
            NET.formatted(5, "relu", "ReLU").replace("\"ip\" type", "\"fc\" type"));
    String missing = refusal(renamed);
    assertTrue(missing.contains("layer 'fc' of the net is not in it"), missing);
    assertFalse(Files.exists(target()));
  }

  private String refusal(Path net) {
    return String.valueOf(
        assertThrows(ProtoException.class, () -> export(net, "--weights", weights)).getMessage());
  }

  @Test
  void everyFlagIsDocumentedInItsOwnWords() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "onnx.md"));
    Tool export =
        NetTools.all().stream()
            .filter(tool -> tool.name().equals("export"))
            .findFirst()
            .orElseThrow();
    int rows = 0;
    for (CommandLine.Model.OptionSpec option : export.line().getCommandSpec().options()) {
      String head = "| `" + option.longestName() + " " + option.paramLabel().replace("|", "\\|");
      if (page.contains(head)) {
        String row = head + "` | " + option.description()[0] + " |";
        assertTrue(page.contains(row), "docs/onnx.md lacks: " + row);
        rows++;
      }
    }
    assertEquals(7, rows);
  }
}
