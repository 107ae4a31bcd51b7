package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a layer refuses, it refuses at its line, with its name, before anything is allocated. */
class LayerErrorsTest extends LayerTest {
  private String refusal(String bottoms, String type, String rest) {
    StringBuilder text = new StringBuilder();
    StringBuilder names = new StringBuilder();
    String[] shapes = bottoms.split("/");
    for (int i = 0; i < shapes.length; i++) {
      text.append(input("x" + i, shapes[i]));
      names.append("bottom: 'x").append(i).append("' ");
    }
    text.append("layer { name: 'L' type: '").append(type).append("' ");
    text.append(names).append(rest.contains("top:") ? "" : "top: 'y' ").append('\n');
    text.append(rest).append(" }");
    var error = assertThrows(ProtoFormatException.class, () -> nets.train(text.toString()).close());
    return String.valueOf(error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,4,5,5 | Convolution | kernel_size: 3                                | num_output is missing or 0
          2,4,5,5 | Convolution | num_output: 6                                 | kernel_size is missing
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 0                  | kernel_size is 0, it must be at least 1
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 kernel_h: 3      | give either kernel_size, or kernel_h and kernel_w
          2,4,5,5 | Convolution | num_output: 6 kernel_h: 3                     | kernel_w is 0, it must be at least 1
          2,4,5   | Convolution | num_output: 6 kernel_h: 3 kernel_w: 3         | kernel_h and kernel_w need 2 spatial axes, there are 1
          2,4,5,5 | Convolution | num_output: 6 kernel_size: [3, 3, 3]          | kernel_size is given 3 times, once or once for each of the 2 spatial axes is needed
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 stride: 0        | stride is 0, it must be at least 1
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 dilation: 0      | dilation is 0, it must be at least 1
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 dilation: 2 hole: 2 | give either dilation, or hole, DeepLab's name for it
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 pad: 4294967295  | pad is 4294967295, at most 16777216 is allowed
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 stride: 1 stride_h: 1 | give either stride, or stride_h and stride_w
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 pad: 1 pad_h: 1  | give either pad, or pad_h and pad_w
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 group: 4         | num_output 6 is not a multiple of group 4
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 group: 3         | the bottom has 4 channels, not a multiple of group 3
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 6                  | a window of 6 (dilation 1) does not fit the padded input of 5 on axis 0
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 axis: 4          | axis 4 is outside a blob of shape 2x4x5x5 with 4 axes
          2,4,5,5 | Convolution | num_output: 6 kernel_size: 3 weight_filler { type: 'xavir' } | unknown filler type 'xavir'; known are constant, uniform, gaussian, positive_unitball, xavier, msra, bilinear
          2,4,5   | Convolution | num_output: 6 kernel_size: 3 weight_filler { type: 'bilinear' } | filler bilinear needs 4 axes and a square kernel, the blob is 6x4x3
          2,4,5,5 | Pooling     |                                               | kernel_size is missing
          2,4,5,5 | Pooling     | kernel_size: 0                                | kernel_size is 0, it must be at least 1
          2,4,5,5 | Pooling     | kernel_size: 2 kernel_h: 2 kernel_w: 2        | give either kernel_size, or kernel_h and kernel_w
          2,4,5,5 | Pooling     | kernel_h: 2                                   | give both kernel_h and kernel_w
          2,4,5,5 | Pooling     | kernel_size: 2 pad: 1 pad_h: 1                | give either pad, or pad_h and pad_w
          2,4,5,5 | Pooling     | kernel_size: 2 ceil_mode: true round_mode: CEIL | give either round_mode, or ceil_mode
          2,4,5,5 | Pooling     | kernel_size: 2 pad_w: 1                       | give both pad_h and pad_w
          2,4,5,5 | Pooling     | kernel_size: 2 stride_h: 1                    | give both stride_h and stride_w
          2,4,5,5 | Pooling     | kernel_size: 2 pad: 2                         | pad 2 must be smaller than the kernel 2
          2,4,5,5 | Pooling     | kernel_size: 2 stride: 0                      | stride is 0, it must be at least 1
          2,4,5,5 | Pooling     | global_pooling: true kernel_size: 5           | global_pooling takes the kernel from the bottom; give no kernel_size
          2,4,5,5 | Pooling     | global_pooling: true stride: 2                | global_pooling needs pad 0 and stride 1
          2,4,5,5 | Pooling     | kernel_size: 2 pad: 1 pool: STOCHASTIC        | pool: STOCHASTIC takes no padding; MAX and AVE do
          2,4,5   | Pooling     | kernel_size: 2                                | takes 4 axes (N, C, H, W), the bottom is 2x4x5
          2,4,5,5 | LRN         | local_size: 4                                 | local_size is 4, it must be odd
          2,4,5   | LRN         |                                               | takes 4 axes (N, C, H, W), the bottom is 2x4x5
          2,4,5   | LRN         | norm_region: WITHIN_CHANNEL                   | takes 4 axes (N, C, H, W), the bottom is 2x4x5
          2,3     | InnerProduct |                                              | num_output is missing or 0
          2,3     | InnerProduct | num_output: 4 axis: 2                        | axis 2 is outside a blob of shape 2x3 with 2 axes
          2,3     | InnerProduct | num_output: 4 axis: -3                       | axis -3 is outside a blob of shape 2x3 with 2 axes
          2,3     | Dropout     | dropout_ratio: 1                              | dropout_ratio is 1.0, it must be at least 0 and less than 1
          2,3     | Softmax     | axis: 2                                       | axis 2 is outside a blob of shape 2x3 with 2 axes
          2,3/2   | Accuracy    | top_k: 4                                      | top_k is 4, there are 3 classes
          2,3/2   | Accuracy    | top_k: 0                                      | top_k is 0, it must be at least 1
          2,3/3   | Accuracy    |                                               | scores of shape 2x3 with classes on axis 1 need 2 labels, the second bottom has 3 (3)
          2,3/2,3 | SoftmaxWithLoss |                                           | scores of shape 2x3 with classes on axis 1 need 2 labels, the second bottom has 6 (2x3)
          2,3/2,4 | EuclideanLoss |                                             | compares blobs of one size, these are 2x3 and 2x4
          2,3/3,3 | Concat      |                                               | bottoms must agree on all axes but axis 1, these are 2x3 and 3x3
          2,3/2,3,1 | Concat    |                                               | bottoms must agree on all axes but axis 1, these are 2x3 and 2x3x1
          2,3/2,3 | Concat      | axis: 2                                       | axis 2 is outside a blob of shape 2x3 with 2 axes
          2,3/2,3 | Concat      | axis: 1 concat_dim: 1                         | give either axis or the deprecated concat_dim
          2,3/2,3 | Concat      | concat_dim: 4294967295                        | concat_dim is 4294967295, no blob has such an axis
          2,3/3,2 | Eltwise     |                                               | bottoms must have one shape, these are 2x3 and 3x2
          2,3/2,3 | Eltwise     | coeff: 1                                      | coeff is given 1 times for 2 bottoms
          2,3/2,3 | Eltwise     | operation: PROD coeff: [1, 2]                 | coeff needs operation: SUM, not PROD
          2,3,4   | Flatten     | axis: 2 end_axis: 0                           | end_axis 0 lies before axis 2
          2,3,4   | Flatten     | axis: 3                                       | axis 3 is outside a blob of shape 2x3x4 with 3 axes
          2,4,2,2 | Deconvolution | num_output: 3 kernel_size: 2 group: 2        | num_output 3 is not a multiple of group 2
          2,4,2,2 | Deconvolution | num_output: 2 kernel_size: 1 pad: 3          | a pad of 3 leaves nothing of the output on axis 0
          2,3     | Reshape     | shape { dim: -2 }                             | dim is -2, it must be at least -1
          2,3     | Reshape     | shape { dim: -1 dim: -1 }                     | only one dim can be -1
          2,3     | Reshape     | shape { dim: 4 dim: -1 }                      | dim -1 cannot be worked out: 6 elements are no multiple of 4
          2,3     | Reshape     | shape { dim: 4 dim: 2 }                       | cannot view 2x3 as 4x2
          2,3     | Reshape     | shape { dim: 2 dim: 3 dim: 0 }                | dim 0 copies axis 2, which 2x3 does not have
          2,3     | Reshape     | axis: 3 shape { dim: 1 }                      | axis 3 is outside the bottom, 2x3
          2,3     | Reshape     | axis: 1 num_axes: 2 shape { dim: 1 }          | axis 1 and num_axes 2 reach beyond the bottom, 2x3
          2,3     | Slice       | axis: 1 slice_point: 1                        | slice_point is given 1 times, once between each two of the 1 tops is needed
          2,3     | Slice       | axis: 1 slice_dim: 1                          | give either axis or the deprecated slice_dim
          2,3     | Tile        | tiles: 0                                      | tiles is 0, it must be at least 1
          2,3     | Scale       | axis: 2                                       | axis 2 is outside a blob of shape 2x3 with 2 axes
          2,3     | Bias        | num_axes: 2                                   | axis 1 and num_axes 2 reach beyond the bottom, 2x3
          2,3/2   | Scale       |                                               | the second bottom, 2, must have the extents of the first, 2x3, from axis 1 on
          2,3     | Log         | base: 1                                       | base is 1, there is no logarithm to it
          2,3     | Exp         | base: -2                                      | base is -2.0, it must be greater than 0, or -1 for e
          2,3     | Clip        | min: 2 max: 1                                 | min 2.0 is above max 1.0
          2,3/2,4 | Crop        | axis: 1                                       | offset 0 and extent 4 reach beyond axis 1 of 2x3
          2,3/2,2 | Crop        | axis: 0 offset: 1                             | offset 1 and extent 2 reach beyond axis 0 of 2x3
          2,3     | Embed       | num_output: 2                                 | input_dim is missing or 0
          3       | PReLU       |                                               | needs a channel axis, the bottom is 3
          2,3/2,2 | BatchReindex |                                              | takes a batch and a vector of indices, the bottoms are 2x3 and 2x2
          2,3/3   | HingeLoss   |                                               | needs a label for each of a batch, the bottoms are 2x3 and 3
          2,4,5,7 | SPP         |                                               | pyramid_height is 0, it must be at least 1 and at most 24
          2,4,5,7 | SPP         | pyramid_height: 3                             | a level of 4 x 4 windows needs a padding of 2, its windows cover 2 of 5 elements; lower pyramid_height
          2,4,5,5 | SPP         | pyramid_height: 2 pool: STOCHASTIC            | pool: STOCHASTIC takes no padding; MAX and AVE do
          2,4,5   | SPP         | pyramid_height: 1                             | pools 4 axes (N, C, H, W), the bottom is 2x4x5
          2,3/1,2 | SoftmaxWithLoss |                                           | bottoms 0 and 1 must agree on the first axis, they are 2x3 and 1x2
          2,3/3,2 | SigmoidCrossEntropyLoss |                                   | bottoms 0 and 1 must agree on the first axis, they are 2x3 and 3x2
          2,3/1,2 | HingeLoss   |                                               | bottoms 0 and 1 must agree on the first axis, they are 2x3 and 1x2
          2,3/2,2 | SigmoidCrossEntropyLoss |                                   | compares blobs of one size, these are 2x3 and 2x2
          2,3/2,3/3 | ContrastiveLoss |                                         | needs 2 flags for as many pairs, has 3
          """)
  void refusesParameters(String bottoms, String type, String fields, String problem) {
    String message = parameterMessage(type);
    String rest = message + " { " + (fields == null ? "" : fields) + " }";
    String error = refusal(bottoms, type, rest);
    assertTrue(error.endsWith("layer 'L' (" + type + "): " + problem), error);
    int line = bottoms.split("/").length + 2;
    assertTrue(
        error.startsWith("net:" + line + ":") || error.startsWith("net:" + (line + 1) + ":"),
        error);
  }

  private static String parameterMessage(String type) {
    return switch (type) {
      case "InnerProduct" -> "inner_product_param";
      case "SoftmaxWithLoss" -> "softmax_param";
      case "EuclideanLoss", "SigmoidCrossEntropyLoss", "BatchReindex" -> "loss_param";
      case "Deconvolution" -> "convolution_param";
      case "HingeLoss" -> "hinge_loss_param";
      case "ContrastiveLoss" -> "contrastive_loss_param";
      default -> type.toLowerCase(Locale.ROOT) + "_param";
    };
  }

  @Test
  void unitsOfLongShortTermMemoryCheckTheirThreeBottoms() {
    for (String bottoms :
        List.of("1,2,3/1,2,9/1,2", "2,2,3/2,2,12/2,2", "1,2,3/1,2,12/1,3", "2,3/2,12/1,2")) {
      String error = refusal(bottoms, "LSTMUnit", "top: 'c' top: 'h'");
      assertTrue(
          error.contains(
              "takes cells (1, N, D), gate inputs (1, N, 4 D) and flags (1, N), these are "),
          error);
    }
  }

  @Test
  void movingAveragesAreNotLearned() {
    String error = refusal("2,3", "BatchNorm", "param { lr_mult: 0 } param { }");
    assertTrue(
        error.endsWith(
            "param 1 has lr_mult 1.0, but this parameter is not learned; set lr_mult: 0"),
        error);
  }

  @Test
  void anErrorPointsAtItsField() {
    String error =
        refusal("2,4,5,5", "Pooling", "pooling_param {\n  pool: AVE\n  kernel_size: 2\n  pad: 2 }");
    assertTrue(error.startsWith("net:7:"), error);
  }

  @Test
  void countsOfBlobs() {
    assertTrue(refusal("2,3", "Eltwise", "").endsWith("has 1 bottom blobs, takes at least 2"));
    assertTrue(refusal("2,3/2,3", "ReLU", "").endsWith("has 2 bottom blobs, takes 1"));
    assertTrue(refusal("2,3", "Softmax", "top: 'a' top: 'b'").endsWith("has 2 top blobs, takes 1"));
    String error =
        refusal(
            "2,4,5,5",
            "Convolution",
            "top: 'a' top: 'b' convolution_param { num_output: 1 kernel_size: 1 }");
    assertTrue(error.endsWith("has 1 bottoms and 2 tops; as many are needed"), error);
    error =
        refusal(
            "2,4,5,5/2,3,5,5",
            "Convolution",
            "top: 'a' top: 'b' convolution_param { num_output: 1 kernel_size: 1 }");
    assertTrue(
        error.endsWith("bottoms that share weights must have as many channels and axes"), error);
    error =
        refusal(
            "2,4,5,5", "Pooling", "top: 'a' top: 'b' pooling_param { pool: AVE kernel_size: 2 }");
    assertTrue(error.endsWith("needs pool: MAX"), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Input     |                                            | no shape is given; add input_param { shape { dim: ... } }
          Input     | input_param { shape { dim: -2 } }          | axis 0 has the negative extent -2
          Input     | input_param { shape { dim: 4294967296 dim: 4294967296 } } | a tensor of shape [4294967296, 4294967296] has more than 2^63 - 1 elements
          Input     | input_param { shape { dim: 1099511627777 } } | blob 'y' of shape 1099511627777 has 1099511627777 elements, at most 1099511627776 are allowed
          Input     | input_param { shape { } shape { } }        | shape is given 2 times, once or once for each of the 1 tops is needed
          DummyData |                                            | shape is given 0 times, once or once for each of the 1 tops is needed
          DummyData | dummy_data_param { shape { dim: 1 } num: 1 channels: 1 height: 1 width: 1 } | give either shape, or the deprecated num, channels, height and width
          DummyData | dummy_data_param { num: 1 channels: 1 height: 1 } | width is given 0 times, once or once for each of the 1 tops is needed
          DummyData | dummy_data_param { shape { dim: 1 } data_filler { type: 'odd' } } | unknown filler type 'odd'; known are constant, uniform, gaussian, positive_unitball, xavier, msra, bilinear
          """)
  void refusesShapes(String type, String rest, String problem) {
    String text = "layer { name: 'L' type: '" + type + "' top: 'y'\n" + (rest == null ? "" : rest);
    var error = assertThrows(ProtoFormatException.class, () -> nets.train(text + " }").close());
    assertTrue(
        String.valueOf(error.getMessage()).endsWith("layer 'L' (" + type + "): " + problem),
        error.getMessage());
  }

  @Test
  void unknownTypesSayWhoHasThem() {
    String python =
        refusal("2,3", "Python", "python_param { module: 'my_layers' layer: 'MyLoss' }");
    assertEquals(
        "net:3:19: layer 'L' has the type 'Python' and asks for layer 'MyLoss' of module"
            + " 'my_layers'; Python code is not run here: write the layer in Java"
            + " (io.decant.api.layer.Layer), register it by an"
            + " io.decant.api.layer.LayerProvider under a type such as 'MyLoss', and give that"
            + " type here; or add a jar with a LayerProvider for it",
        python);
    String memory = refusal("2,3", "MemoryData", "");
    assertEquals(
        "net:3:19: layer 'L' has the type 'MemoryData', which is missing: it is one of Caffe's that"
            + " bring in or write data; add the jar decant-data, or a newer one that has it; or add"
            + " a jar with a LayerProvider for it",
        memory);
    assertTrue(refusal("2,3", "HDF5Output", "").contains("add the jar decant-data"));
    assertTrue(refusal("2,3", "MultiBoxLoss", "").contains("it belongs to "));
    for (String known : List.of("Convolution", "Split", "unknown type 'Relu'")) {
      assertTrue(refusal("2,3", "Relu", "").contains(known));
    }
  }
}
