package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.net.Net;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer that is exported computes in ONNX Runtime what it computes here. */
class LayersTest {
  /** A net of the resource, with what its head says: whether any batch size can be exported. */
  private record Case(String name, boolean anyBatch, int leastOpset, String prototxt) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Decant decant;
  @TempDir Path folder;

  @BeforeAll
  static void open() {
    decant = Decant.open(DecantConfig.DEFAULT);
  }

  @AfterAll
  static void close() {
    decant.close();
  }

  /** Reads cases: a line "== name [fixed] [opset=N]", then a prototxt. */
  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    String all = Files.readString(Path.of("src/test/resources/io/decant/onnx/layers.prototxt"));
    for (String part : all.split("(?m)^== ")) {
      int end = part.indexOf('\n');
      if (!part.isBlank() && !part.startsWith("#")) {
        String head = part.substring(0, end);
        List<String> words = List.of(head.split(" "));
        int opset =
            head.contains("opset=") ? Integer.parseInt(head.replaceAll(".*opset=", "")) : 13;
        cases.add(new Case(words.get(0), !words.contains("fixed"), opset, part.substring(end + 1)));
      }
    }
    return cases;
  }

  private static Net net(Case layerCase) {
    Located<NetParameter> parsed = Prototxt.parseNet(layerCase.prototxt(), layerCase.name());
    Net net =
        Net.builder(decant.engine(), NetUpgrade.upgrade(parsed, line -> {}))
            .phase(Phase.TEST)
            .backward(false)
            .build();
    Exported.fillParameters(net);
    return net;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheSame(Case layerCase) throws Exception {
    Path file = folder.resolve("net.onnx");
    for (int opset : Set.of(layerCase.leastOpset(), 17, 21)) {
      try (Net net = net(layerCase)) {
        OnnxModel model = new OnnxExporter(net).opset(opset).write(file);
        assertEquals(opset, model.opset());
        Exported.fillInputs(net);
        Exported.compare(net, model, file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void worksWithAnyBatchSize(Case layerCase) throws Exception {
    Path file = folder.resolve("net.onnx");
    try (Net net = net(layerCase)) {
      if (!layerCase.anyBatch()) {
        String message = refusal(() -> new OnnxExporter(net).anyBatch().write(file));
        assertTrue(message.contains("batch size") || message.contains("fixed"), message);
        return;
      }
      OnnxModel model = new OnnxExporter(net).opset(17).anyBatch().write(file);
      InputBatch batch = new InputBatch(net);
      for (long size : new long[] {batch.size(), batch.size() + 3}) {
        Map<String, Shape> shapes = new LinkedHashMap<>(batch.shapes(size));
        net.reshape(shapes);
        net.prepare();
        Exported.fillInputs(net);
        Exported.compare(net, model, file);
      }
    }
  }

  private static String refusal(Runnable export) {
    return String.valueOf(assertThrows(OnnxException.class, export::run).getMessage());
  }

  @Test
  void everyTypeHasACase() throws IOException {
    Set<String> missing = new HashSet<>(OnnxLayers.load().types());
    cases()
        .forEach(
            layerCase ->
                Prototxt.parseNet(layerCase.prototxt(), layerCase.name())
                    .message()
                    .getLayerList()
                    .forEach(layer -> missing.remove(layer.getType())));
    assertEquals(Set.of(), missing);
  }
}
