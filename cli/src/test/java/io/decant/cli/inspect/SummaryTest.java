package io.decant.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.cli.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that can be worked out by hand. */
class SummaryTest {
  private static final String NET =
      """
      name: "Small"
      layer { name: "x" type: "Input" top: "x"
        input_param { shape { dim: 2 dim: 4 dim: 6 dim: 6 } } }
      layer { name: "conv" type: "Convolution" bottom: "x" top: "conv"
        convolution_param { num_output: 8 kernel_size: 3 group: 2 } }
      layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" }
      layer { name: "up" type: "Deconvolution" bottom: "conv" top: "up"
        convolution_param { num_output: 3 kernel_size: 2 stride: 2 bias_term: false } }
      layer { name: "ip" type: "InnerProduct" bottom: "conv" top: "ip"
        inner_product_param { num_output: 5 } }
      layer { name: "twin" type: "InnerProduct" bottom: "conv" top: "twin"
        param { name: "w" } param { name: "b" } inner_product_param { num_output: 5 } }
      layer { name: "twin2" type: "InnerProduct" bottom: "conv" top: "twin2"
        param { name: "w" } param { name: "b" } inner_product_param { num_output: 5 } }
      """;

  @TempDir Path folder;

  @Test
  void parametersAndWorkAreThoseOfTheDefinition() throws IOException {
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET);
    ToolCall call = ToolCall.of(NetTools.all(), "summary", "--model", net, "--phase=TEST");
    assertEquals(0, call.code(), call.err());
    String rows = call.out().replaceAll(" +", " ").replaceAll(" \n", "\n");
    for (String row :
        List.of(
            "Net 'Small', phase TEST\n",
            "x Input 2x4x6x6 1.13 KiB\n",
            // 8 x 2 x 3 x 3 weights, 8 biases; 2 x 8 x 4 x 4 sums of 2 x 3 x 3 products
            "conv Convolution 2x8x4x4 152 4,608 1.00 KiB\n",
            "relu ReLU 2x8x4x4\n",
            // 8 x 3 x 2 x 2 weights; each of 2 x 8 x 4 x 4 values goes to 3 x 2 x 2 places
            "up Deconvolution 2x3x8x8 96 3,072 1.50 KiB\n",
            "ip InnerProduct 2x5 645 1,280 40 B\n",
            "twin2 InnerProduct 2x5 1,280 40 B\n",
            "total 7 layers 1,538 11,520 ",
            "Memory required for parameters: 6152\n",
            "Device memory with everything on the device, forward only, ")) {
      assertTrue(rows.contains(row), row + " is not in\n" + rows);
    }
  }

  @Test
  void aFileIsNeeded() {
    ToolCall call = ToolCall.of(NetTools.all(), "summary");
    assertEquals(2, call.code());
    assertTrue(call.err().startsWith("summary: --model=FILE is needed"), call.err());
    assertEquals(2, ToolCall.of(NetTools.all(), "summary", "--model=x", "--phase=BOTH").code());
  }
}
