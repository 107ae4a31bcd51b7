package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.blob.Blob;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.Phase;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The backward pass of each layer against central differences of its forward pass, for every
 * element of every bottom and parameter. See {@link GradientChecker}.
 */
class GradientTest extends LayerTest {
  /** Where the curve bends so much within a step that Caffe's own tests allow for more. */
  private static final Set<String> STEEP = Set.of("BatchNorm", "LRN", "MVN");

  private static final double THRESHOLD = 1e-3;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,4         | AbsVal       |
          2,4         | BNLL         |
          2,4         | Clip         | clip_param { min: -0.5 max: 0.75 }
          2,4         | ELU          | elu_param { alpha: 0.5 }
          2,4         | ELU          | elu_param { alpha: -0.5 }
          2,4         | Exp          | exp_param { base: 2 scale: 0.5 shift: 1 }
          2,4         | Log          | log_param { base: 10 scale: 0.25 shift: 2 }
          2,4         | Power        | power_param { power: 3 scale: 0.5 shift: 2 }
          2,4         | Power        | power_param { power: 2 scale: 0.5 shift: 2 }
          2,4         | Power        | power_param { power: 1 scale: 0.5 shift: 2 }
          2,4         | Power        | power_param { power: 0 }
          2,4         | Power        | power_param { power: -0.5 scale: 0.25 shift: 2 }
          2,4         | PReLU        | prelu_param { filler { value: 0.25 } }
          2,3,2       | PReLU        | prelu_param { channel_shared: true }
          2,4         | ReLU         | relu_param { negative_slope: 0.1 }
          2,4         | ReLU         | relu_param { negative_slope: -0.1 }
          2,4         | Sigmoid      |
          2,4         | Swish        | swish_param { beta: 1.5 }
          2,4         | TanH         |
          2,3,2       | Bias         |
          2,3,2 / 3,2 | Bias         | bias_param { axis: 1 }
          2,3,2       | Scale        | scale_param { bias_term: true filler { value: 2 } }
          2,3,2 / 2,3 | Scale        | scale_param { axis: 0 }
          2,3,2       | Scale        | scale_param { num_axes: -1 }
          2,3,2,2     | BatchNorm    |
          2,3         | BatchNorm    |
          2,3,2       | BatchNorm    | batch_norm_param { scale_bias: true scale_filler { value: 2 } bias_filler { value: -1 } }
          2,3,2       | MVN          |
          2,3,2       | MVN          | mvn_param { across_channels: true normalize_variance: false }
          2,3,2       | InnerProduct | inner_product_param { num_output: 2 weight_filler { type: 'xavier' } }
          2,3,2       | InnerProduct | inner_product_param { num_output: 2 axis: 2 transpose: true weight_filler { type: 'xavier' } }
          2,3,2       | Softmax      |
          1,4,4,3     | Convolution  | convolution_param { num_output: 4 kernel_size: [3, 2] pad: 1 stride: [2, 1] group: 2 weight_filler { type: 'msra' } }
          1,2,5       | Convolution  | convolution_param { num_output: 2 kernel_size: 2 dilation: 2 weight_filler { type: 'msra' } }
          1,4,2,2     | Deconvolution | convolution_param { num_output: 2 kernel_size: 3 pad: 1 stride: 2 group: 2 weight_filler { type: 'msra' } }
          1,2,4,3     | Im2col       | convolution_param { kernel_size: 2 pad: 1 stride: 2 }
          1,2,5,4     | Pooling      | pooling_param { pool: AVE kernel_size: 3 stride: 2 pad: 1 }
          1,2,5,4     | Pooling      | pooling_param { kernel_size: 3 stride: 2 pad: 1 }
          1,2,3,3     | Pooling      | pooling_param { pool: AVE global_pooling: true }
          1,5,2,2     | LRN          | lrn_param { local_size: 3 alpha: 2 beta: 0.75 k: 1.5 }
          1,1,4,4     | LRN          | lrn_param { local_size: 3 alpha: 2 beta: 0.75 norm_region: WITHIN_CHANNEL }
          2,3 / 2,1   | Concat       |
          3 / 2       | Concat       | concat_param { axis: 0 }
          2,3 / 2,3 / 2,3 | Eltwise  | eltwise_param { coeff: [1, -2, 0.5] }
          2,3 / 2,3 / 2,3 | Eltwise  | eltwise_param { operation: PROD }
          2,3 / 2,3   | Eltwise      | eltwise_param { operation: PROD stable_prod_grad: false }
          2,3 / 2,3 / 2,3 | Eltwise  | eltwise_param { operation: MAX }
          2,4,4 / 2,3,2 | Crop       | crop_param { axis: 1 offset: [1, 2] }
          2,3,2       | Flatten      |
          2,3,2       | Reshape      | reshape_param { shape { dim: 0 dim: -1 } }
          2,3,2       | Tile         | tile_param { axis: 1 tiles: 2 }
          2,3,2       | Reduction    | reduction_param { axis: 1 operation: SUM coeff: 2 }
          2,3,2       | Reduction    | reduction_param { axis: 1 operation: MEAN coeff: 2 }
          2,3,2       | Reduction    | reduction_param { axis: 2 operation: ASUM coeff: 2 }
          2,3,2       | Reduction    | reduction_param { operation: SUMSQ coeff: 0.5 }
          2,3 / 2,3   | EuclideanLoss | loss_weight: 0
          2,3,2,2     | BatchNorm    | batch_norm_param { use_global_stats: true eps: 0.5 }
          2,3,2       | BatchNorm    | batch_norm_param { use_global_stats: true eps: 0.5 scale_bias: true scale_filler { value: 2 } }
          1,2,3,3,2   | Convolution  | convolution_param { num_output: 2 kernel_size: 2 weight_filler { type: 'msra' } }
          1,2,2,3     | Deconvolution | convolution_param { num_output: 1 kernel_size: 2 dilation: 2 weight_filler { type: 'msra' } }
          1,2,5,5     | Pooling      | pooling_param { pool: AVE kernel_size: 3 stride: 2 round_mode: FLOOR }
          1,2,4,4     | SPP          | spp_param { pyramid_height: 2 }
          1,2,3,4     | SPP          | spp_param { pyramid_height: 2 pool: AVE }
          1,2,3,3     | SPP          | spp_param { pyramid_height: 1 }
          """)
  void backwardIsTheDerivativeOfForward(String bottoms, String type, String fields) {
    Set<String> without = type.equals("Crop") ? Set.of("x1") : Set.of();
    double threshold = STEEP.contains(type) ? 1e-2 : 1e-3;
    GradientChecker.check(nets, GradientChecker.layer(bottoms, type, fields), without, threshold);
  }

  @Test
  void lossesWithLabels() {
    for (String type : new String[] {"SoftmaxWithLoss", "HingeLoss", "MultinomialLogisticLoss"}) {
      for (String norm : new String[] {"L1", "L2"}) {
        String text =
            input("x0", "3, 4")
                + input("label", "3")
                + "layer { name: 'l' type: '"
                + type
                + "' bottom: 'x0' bottom: 'label' top: 'y' loss_weight: 2"
                + " propagate_down: true propagate_down: false hinge_loss_param { norm: "
                + norm
                + " } }";
        checkLoss(text, new float[] {2, 0, 3}, type.equals("MultinomialLogisticLoss"));
      }
    }
  }

  @Test
  void sigmoidCrossEntropyWithAnIgnoredTarget() {
    String text =
        input("x0", "2, 3")
            + input("label", "2, 3")
            + "layer { name: 'l' type: 'SigmoidCrossEntropyLoss' bottom: 'x0' bottom: 'label'"
            + " top: 'y' propagate_down: true propagate_down: false"
            + " loss_param { ignore_label: -1 normalization: VALID } }";
    checkLoss(text, new float[] {1, 0, -1, 1, 1, 0}, false);
  }

  @Test
  void contrastivePairs() {
    for (boolean legacy : new boolean[] {true, false}) {
      String text =
          input("x0", "3, 2")
              + input("x1", "3, 2")
              + input("label", "3")
              + "layer { name: 'l' type: 'ContrastiveLoss' bottom: 'x0' bottom: 'x1'"
              + " bottom: 'label' top: 'y' propagate_down: true propagate_down: true"
              + " propagate_down: false contrastive_loss_param { margin: 1.6 legacy_version: "
              + legacy
              + " } }";
      checkLoss(text, new float[] {1, 0, 0}, false);
    }
  }

  private static void change(Blob blob, UnaryOperator<Float> function) {
    float[] data = blob.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = function.apply(data[i]);
    }
    blob.setData(data);
  }

  private void checkLoss(String text, float[] labels, boolean positive) {
    try (Net net = nets.builder(text).phase(Phase.TRAIN).build()) {
      SplittableRandom random = new SplittableRandom(GradientChecker.SEED);
      net.blob("label").setData(labels);
      for (String name : net.blobNames()) {
        if (name.startsWith("x")) {
          Blob blob = net.blob(name);
          GradientChecker.randomise(blob, random);
          if (name.equals("x1")) {
            change(blob, value -> value + 0.5f);
          }
          if (positive) {
            change(blob, value -> 0.3f + 0.5f * Math.abs(value));
          }
        }
      }
      assertTrue(net.forward() > 0);
      for (String name : net.blobNames()) {
        if (name.startsWith("x")) {
          GradientChecker.check(net, net.blob(name), THRESHOLD);
        }
      }
    }
  }

  @Test
  void embedAndReindexScatterTheirGradients() {
    String text =
        input("i", "4")
            + "layer { name: 'e' type: 'Embed' bottom: 'i' top: 'e' propagate_down: false"
            + " embed_param { num_output: 2 input_dim: 3 weight_filler { type: 'xavier' } } }"
            + "layer { name: 'b' type: 'BatchReindex' bottom: 'e' bottom: 'i' top: 'y'"
            + " propagate_down: true propagate_down: false }"
            + "layer { name: 'r' type: 'Reduction' bottom: 'y' top: 'r' loss_weight: 1"
            + " reduction_param { operation: SUMSQ } }";
    try (Net net = nets.train(text)) {
      net.blob("i").setData(2, 0, 2, 1);
      for (NetParam param : net.parameters()) {
        GradientChecker.check(net, net.blob(param), THRESHOLD);
      }
    }
  }

  @Test
  void batchNormalisationKeepsMovingAverages() {
    String text =
        input("x", "2, 1, 2")
            + "layer { name: 'l' type: 'BatchNorm' bottom: 'x' top: 'y'"
            + " batch_norm_param { moving_average_fraction: 0.5 } }";
    try (Net net = nets.train(text);
        Net test = nets.builder(text).phase(Phase.TEST).sharingParametersWith(net).build()) {
      net.blob("x").setData(1, 2, 3, 6);
      net.forward();
      net.forward();
      assertEquals(1.5f, net.blob(net.parameters().get(2)).data()[0]);
      assertEquals(4.5f, net.blob(net.parameters().get(0)).data()[0], 1e-5);
      assertEquals(7f, net.blob(net.parameters().get(1)).data()[0], 1e-5);
      test.blob("x").setData(3, 3, 3, 5);
      test.forward();
      assertEquals(2 / Math.sqrt(14.0 / 3), test.blob("y").data()[3], 1e-4);
      assertEquals(1.5f, net.blob(net.parameters().get(2)).data()[0]);
    }
  }
}
