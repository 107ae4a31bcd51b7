package io.decant.api.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes of tops, and that both passes run over batches of nothing and of single elements. */
class ShapesTest extends LayerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0,3         | AbsVal       | | 0x3
          0,3         | BNLL         | | 0x3
          0,3         | Clip         | clip_param { min: 0 max: 1 } | 0x3
          0,3         | Dropout      | | 0x3
          0,3         | ELU          | | 0x3
          0,3         | Exp          | | 0x3
          0,3         | Log          | | 0x3
          0,3         | Power        | power_param { power: 2 } | 0x3
          0,3         | PReLU        | | 0x3
          0,3         | ReLU         | | 0x3
          0,3         | Sigmoid      | | 0x3
          0,3         | Swish        | | 0x3
          0,3         | TanH         | | 0x3
          0,3,2       | Bias         | | 0x3x2
          0,3,2       | Scale        | scale_param { bias_term: true } | 0x3x2
          0,3,2 / 0,3 | Scale        | scale_param { axis: 0 } | 0x3x2
          0,3,2       | MVN          | | 0x3x2
          0,3,2       | InnerProduct | inner_product_param { num_output: 4 } | 0x4
          0,3,2       | Softmax      | | 0x3x2
          0,2,4,3     | Convolution  | convolution_param { num_output: 4 kernel_size: 2 group: 2 } | 0x4x3x2
          0,2,2,2     | Deconvolution | convolution_param { num_output: 3 kernel_size: 2 } | 0x3x3x3
          0,2,4,3     | Im2col       | convolution_param { kernel_size: 2 } | 0x8x3x2
          0,2,5,4     | Pooling      | pooling_param { kernel_size: 3 stride: 2 } | 0x2x2x2
          0,2,5,4     | Pooling      | pooling_param { pool: AVE kernel_size: 3 stride: 2 pad: 1 } | 0x2x3x3
          0,2,5,4     | Pooling      | pooling_param { pool: STOCHASTIC kernel_size: 3 stride: 2 } | 0x2x2x2
          0,2,4,4     | SPP          | spp_param { pyramid_height: 2 } | 0x10
          0,5,2,2     | LRN          | | 0x5x2x2
          0,5,2,2     | LRN          | lrn_param { norm_region: WITHIN_CHANNEL } | 0x5x2x2
          0,3 / 0,2   | Concat       | | 0x5
          0,3 / 2,3   | Concat       | concat_param { axis: 0 } | 2x3
          0,3 / 0,3   | Eltwise      | | 0x3
          0,3 / 0,3   | Eltwise      | eltwise_param { operation: MAX } | 0x3
          0,4,4 / 0,3,2 | Crop       | crop_param { axis: 1 offset: 1 } | 0x3x2
          0,3,2       | Flatten      | | 0x6
          2,3,2       | Flatten      | flatten_param { axis: 1 end_axis: 0 } | 2x1x3x2
          0,3,2       | Reshape      | reshape_param { shape { dim: 0 dim: 6 } } | 0x6
          0,3,2       | Tile         | tile_param { tiles: 2 } | 0x6x2
          0,3,2       | Reduction    | reduction_param { axis: 1 } | 0
          0,3,2       | Reduction    | reduction_param { operation: SUMSQ } | scalar
          2,0,3       | Convolution  | convolution_param { num_output: 2 kernel_size: 2 } | 2x2x2
          1           | ReLU         | | 1
          1,1         | PReLU        | | 1x1
          1,1,1,1     | BatchNorm    | | 1x1x1x1
          1,1,9,9     | Convolution  | convolution_param { num_output: 1 kernel_size: 3 hole: 2 } | 1x1x5x5
          1,1,6,6     | Pooling      | pooling_param { kernel_size: 3 stride: 2 ceil_mode: false } | 1x1x2x2
          1,1,6,6     | Pooling      | pooling_param { kernel_size: 3 stride: 2 ceil_mode: true } | 1x1x3x3
          1,1,1,1     | LRN          | | 1x1x1x1
          1,1,1,1     | Pooling      | pooling_param { kernel_size: 1 } | 1x1x1x1
          1,1,1,1     | Pooling      | pooling_param { global_pooling: true pool: AVE } | 1x1x1x1
          1,1,1,1     | SPP          | spp_param { pyramid_height: 1 } | 1x1x1x1
          1,1,1,1     | Convolution  | convolution_param { num_output: 1 kernel_size: 1 } | 1x1x1x1
          1,1,1,1     | Deconvolution | convolution_param { num_output: 1 kernel_size: 1 } | 1x1x1x1
          1,1         | InnerProduct | inner_product_param { num_output: 1 } | 1x1
          2,3,7,5     | Convolution  | convolution_param { num_output: 6 kernel_h: 3 kernel_w: 2 stride_h: 2 stride_w: 3 pad_h: 1 pad_w: 0 dilation: 2 group: 3 } | 2x6x3x1
          2,3,7,5     | Deconvolution | convolution_param { num_output: 6 kernel_size: [3, 2] stride: [2, 3] pad: [1, 0] group: 3 } | 2x6x13x14
          2,3,7,5     | Pooling      | pooling_param { kernel_h: 3 kernel_w: 2 stride_h: 2 stride_w: 3 pad_h: 1 pad_w: 1 } | 2x3x4x2
          1,2,7,5     | SPP          | spp_param { pyramid_height: 2 } | 1x10
          2,3,5       | Slice        | slice_param { axis: -1 } | 2x3x5
          2,3,5       | Tile         | tile_param { axis: -2 tiles: 3 } | 2x9x5
          2,3,5       | InnerProduct | inner_product_param { num_output: 4 axis: -1 } | 2x3x4
          2,3,5       | Im2col       | convolution_param { kernel_size: 3 stride: 2 } | 2x9x2
          """)
  void topsAndEmptyBatches(String bottoms, String type, String fields, String top) {
    String text = GradientChecker.layer(bottoms, type, fields);
    try (Net net = nets.train(text)) {
      assertEquals(top, net.blob("y").shape().toString());
      net.forwardBackward();
      for (float value : net.blob("y").data()) {
        assertFalse(Float.isNaN(value), "NaN in the top");
      }
      for (NetParam param : net.parameters()) {
        for (float value : net.blob(param).diff()) {
          assertFalse(Float.isNaN(value), "NaN in a gradient");
        }
      }
    }
  }
}
