package io.decant.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.ToolCall;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Normalisation in place and not, with and without a scale, with two readers, and behind pools. */
class FoldTest {
  private static final String NET =
      """
      name: "Folded"
      layer { name: "x" type: "Input" top: "x"
        input_param { shape { dim: 2 dim: 4 dim: 6 dim: 6 } } }
      layer { name: "c1" type: "Convolution" bottom: "x" top: "c1"
        convolution_param { num_output: 8 kernel_size: 3 group: 2 bias_term: false
          weight_filler { type: "gaussian" std: 0.1 } } }
      layer { name: "b1" type: "BatchNorm" bottom: "c1" top: "c1" }
      layer { name: "s1" type: "Scale" bottom: "c1" top: "c1" scale_param { bias_term: true
        filler { type: "uniform" min: 0.5 max: 2 } bias_filler { type: "gaussian" std: 1 } } }
      layer { name: "r1" type: "ReLU" bottom: "c1" top: "c1" }
      layer { name: "c2" type: "Convolution" bottom: "c1" top: "c2"
        convolution_param { num_output: 5 kernel_size: 1
          weight_filler { type: "gaussian" std: 0.1 } bias_filler { type: "gaussian" std: 1 } } }
      layer { name: "b2" type: "BatchNorm" bottom: "c2" top: "n2" }
      layer { name: "c3" type: "Convolution" bottom: "n2" top: "c3"
        convolution_param { num_output: 5 kernel_size: 1
          weight_filler { type: "gaussian" std: 0.1 } } }
      layer { name: "b3" type: "BatchNorm" bottom: "c3" top: "n3" }
      layer { name: "sum" type: "Eltwise" bottom: "c3" bottom: "n3" top: "sum" }
      layer { name: "p" type: "Pooling" bottom: "sum" top: "p"
        pooling_param { kernel_size: 2 stride: 2 } }
      layer { name: "b4" type: "BatchNorm" bottom: "p" top: "p" }
      layer { name: "ip" type: "InnerProduct" bottom: "p" top: "ip" inner_product_param {
        num_output: 3 weight_filler { type: "gaussian" std: 0.1 } } }
      layer { name: "s5" type: "Scale" bottom: "ip" top: "out"
        scale_param { filler { type: "uniform" min: 0.5 max: 2 } } }
      """;

  @TempDir Path folder;
  private Path model;
  private Path weights;

  /** Statistics are those after some batches. */
  @BeforeEach
  void write() throws IOException {
    model = Files.writeString(folder.resolve("net.prototxt"), NET);
    weights = folder.resolve("net.caffemodel");
    try (Decant decant = Devices.cpu();
        Net net = decant.net(model).phase(Phase.TRAIN).seed(3).build()) {
      float[] input = new float[Math.toIntExact(net.blob("x").count())];
      for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < input.length; i++) {
          input[i] = (float) (50 * Math.sin(i * 7.0 + pass) + 10);
        }
        net.blob("x").setData(input);
        net.forward();
      }
      net.save(weights, false);
    }
  }

  private ToolCall fold(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = model;
    all[1] = weights;
    all[2] = folder.resolve("folded.prototxt");
    all[3] = folder.resolve("folded.caffemodel");
    System.arraycopy(more, 0, all, 4, more.length);
    return ToolCall.of(NetTools.all(), "fold", all);
  }

  @Test
  void whatOnlyOneLayerReadsGoesIntoTheLayerBefore() throws IOException {
    ToolCall call = fold();
    assertEquals(0, call.code(), call.out() + call.err());
    assertTrue(call.out().startsWith("folded 4 layers (b1, s1, b2, s5); "), call.out());
    List<String> left =
        Prototxt.parseNet(folder.resolve("folded.prototxt")).message().getLayerList().stream()
            .map(LayerParameter::getName)
            .toList();
    assertEquals(List.of("x", "c1", "r1", "c2", "c3", "b3", "sum", "p", "b4", "ip"), left);
  }

  @Test
  void theFilesComputeTheSame() throws IOException {
    fold();
    try (Decant decant = Devices.cpu();
        Net before = decant.net(model).phase(Phase.TEST).build();
        Net after = decant.net(folder.resolve("folded.prototxt")).phase(Phase.TEST).build()) {
      before.copyTrainedLayersFrom(weights);
      after.copyTrainedLayersFrom(folder.resolve("folded.caffemodel"));
      double difference = Comparison.of(before, after);
      assertTrue(difference < 1e-5, "outputs differ by " + difference);
      assertTrue(before.blob("out").data()[0] != 0, "the output is zero");
    }
  }

  @Test
  void nothingIsWrittenWhereTheOutputsDiffer() {
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> fold("--tolerance=0")).getMessage());
    assertTrue(message.contains("at most 0.00 is allowed"), message);
    assertFalse(Files.exists(folder.resolve("folded.prototxt")));
    assertFalse(Files.exists(folder.resolve("folded.caffemodel")));
  }
}
