package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.net.Net;
import io.decant.onnx.proto.GraphProto;
import io.decant.onnx.proto.ModelProto;
import io.decant.onnx.proto.NodeProto;
import io.decant.onnx.proto.TensorProto;
import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model has in it, and what is refused. */
class ExportTest {
  private static final String INPUT =
      "layer { name: 'x' type: 'Input' top: 'x' input_param { shape { dim: 2 dim: 3 dim: 4 dim: 4 } } }\n";
  private static final String TRAINED =
      INPUT
          + """
          layer { name: 'label' type: 'Input' top: 'label' input_param { shape { dim: 2 } } }
          layer { name: 'same' type: 'Flatten' bottom: 'label' top: 'same' flatten_param { axis: 0 } }
          layer { name: 'ip' type: 'InnerProduct' bottom: 'x' top: 'ip' inner_product_param { num_output: 5 } }
          layer { name: 'relu' type: 'ReLU' bottom: 'ip' top: 'ip' }
          layer { name: 'accuracy' type: 'Accuracy' bottom: 'ip' bottom: 'same' top: 'accuracy' }
          layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'ip' bottom: 'same' top: 'loss' }
          """;

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

  private static Net net(String prototxt, Phase phase) {
    return Net.builder(decant.engine(), Prototxt.parseNet(prototxt.replace('\'', '"'), "net"))
        .phase(phase)
        .backward(false)
        .build();
  }

  private Path file() {
    return folder.resolve("net.onnx");
  }

  private String refusal(String prototxt, UnaryOperator<OnnxExporter> set) {
    try (Net net = net(prototxt, Phase.TEST)) {
      String message =
          String.valueOf(
              assertThrows(
                      OnnxException.class, () -> set.apply(new OnnxExporter(net)).write(file()))
                  .getMessage());
      assertFalse(Files.exists(file()));
      return message;
    }
  }

  @Test
  void lossesAreLeftOutAndWhatTheyReadIsTheOutput() throws Exception {
    try (Net net = net(TRAINED, Phase.TEST)) {
      Exported.fillParameters(net);
      OnnxModel model = new OnnxExporter(net).write(file());
      assertEquals(List.of(new OnnxValue("x", List.of("2", "3", "4", "4"))), model.inputs());
      assertEquals(List.of(new OnnxValue("ip", List.of("2", "5"))), model.outputs());
      assertEquals(List.of("accuracy", "loss"), model.leftOut());
      Exported.fillInputs(net);
      Exported.compare(net, model, file());
    }
  }

  @Test
  void theFileHasVersionsNamesAndWeights() throws IOException {
    try (Net net = net(TRAINED, Phase.TEST)) {
      Exported.fillParameters(net);
      OnnxModel written = new OnnxExporter(net).opset(13).anyBatch().write(file());
      assertEquals(List.of("batch", "5"), written.outputs().get(0).extents());
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
      assertEquals(7, model.getIrVersion());
      assertEquals(13, model.getOpsetImport(0).getVersion());
      assertEquals(
          List.of("Flatten", "Gemm", "Relu"),
          model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList());
      assertEquals("ip/ip", model.getGraph().getNode(1).getOutput(0));
      assertEquals("ip", model.getGraph().getNode(2).getOutput(0));
      TensorProto weights = model.getGraph().getInitializer(0);
      assertEquals("ip/0", weights.getName());
      assertEquals(List.of(5L, 48L), weights.getDimsList());
      assertEquals(5 * 48 * 4, weights.getRawData().size());
      assertEquals(Files.size(file()), written.bytes());
    }
  }

  @Test
  void theBatchSizeCanBeFixedAndTheNetIsAsItWas() throws Exception {
    try (Net net = net(TRAINED, Phase.TEST)) {
      Exported.fillParameters(net);
      OnnxModel model = new OnnxExporter(net).batch(7).write(file());
      assertEquals(List.of("7", "3", "4", "4"), model.inputs().get(0).extents());
      assertEquals(Shape.of(2, 3, 4, 4), net.blob("x").shape());
    }
  }

  @Test
  void anUnknownTypeIsRefusedByName() {
    String message =
        refusal(
            INPUT
                + "layer { name: 'i' type: 'Im2col' bottom: 'x' top: 'y' convolution_param { kernel_size: 2 } }",
            exporter -> exporter);
    assertTrue(
        message.startsWith(
            "layer 'i' (Im2col) cannot be exported: ONNX has nothing for type 'Im2col'"),
        message);
    assertTrue(message.contains("OnnxLayerProvider"), message);
  }

  @Test
  void whatReadsALossIsRefused() {
    String message =
        refusal(
            TRAINED + "layer { name: 'twice' type: 'Power' bottom: 'loss' top: 'y' }",
            exporter -> exporter);
    assertTrue(message.contains("layer 'twice' reads blob 'loss' of layer 'loss'"), message);
  }

  @Test
  void aNetOfLossesAloneHasNothingLeft() {
    String message =
        refusal(
            INPUT + "layer { name: 'e' type: 'EuclideanLoss' bottom: 'x' bottom: 'x' top: 'e' }",
            exporter -> exporter);
    assertTrue(message.contains("nothing is left"), message);
  }

  @Test
  void shapesThatNeedABatchSizeAreRefusedByLayer() {
    String message =
        refusal(
            INPUT
                + "layer { name: 's' type: 'Slice' bottom: 'x' top: 'a' top: 'b' slice_param { axis: 0 slice_point: 1 } }",
            OnnxExporter::anyBatch);
    assertTrue(message.startsWith("layer 's' (Slice) cannot be exported: axis 0 of "), message);
  }

  @Test
  void wrongSettingsAreRefused() {
    assertTrue(refusal(TRAINED, exporter -> exporter.opset(12)).contains("13 to 21"));
    assertTrue(refusal(TRAINED, exporter -> exporter.batch(0)).contains("at least 1"));
    assertTrue(refusal(TRAINED, exporter -> exporter.batch(2).anyBatch()).contains("exclude"));
    String source =
        "layer { name: 'd' type: 'DummyData' top: 'x' dummy_data_param { shape { dim: 2 dim: 3 } } }"
            + "layer { name: 'r' type: 'ReLU' bottom: 'x' top: 'y' }";
    assertTrue(refusal(source, OnnxExporter::anyBatch).contains("layer 'd' (DummyData)"));
    try (Net net = net(TRAINED, Phase.TRAIN)) {
      String message =
          String.valueOf(
              assertThrows(OnnxException.class, () -> new OnnxExporter(net)).getMessage());
      assertTrue(message.contains("phase TRAIN"), message);
    }
  }

  @Test
  void aFileThatWasThereStaysWhenTheNewOneFails() throws IOException {
    Files.writeString(file(), "before");
    try (Net net =
        net(INPUT + "layer { name: 'r' type: 'ReLU' bottom: 'x' top: 'y' }", Phase.TEST)) {
      Path missing = folder.resolve("missing/net.onnx");
      assertThrows(ProtoFileException.class, () -> new OnnxExporter(net).write(missing));
      StoredTensor tooShort =
          new StoredTensor(TensorProto.newBuilder().addDims(3).build(), () -> new float[2]);
      OnnxFile damaged =
          new OnnxFile(
              ModelProto.getDefaultInstance(), GraphProto.getDefaultInstance(), List.of(tooShort));
      assertThrows(IllegalStateException.class, () -> damaged.write(file()));
      assertEquals("before", Files.readString(file()));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(1, files.count());
      }
    }
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsFetched() {
    StoredTensor large =
        new StoredTensor(
            TensorProto.newBuilder().addDims(1 << 29).build(),
            () -> {
              throw new AssertionError("fetched");
            });
    OnnxFile file =
        new OnnxFile(
            ModelProto.getDefaultInstance(), GraphProto.getDefaultInstance(), List.of(large));
    String message =
        String.valueOf(assertThrows(OnnxException.class, () -> file.write(file())).getMessage());
    assertTrue(message.contains("an ONNX file ends at"), message);
    assertFalse(Files.exists(file()));
  }
}
