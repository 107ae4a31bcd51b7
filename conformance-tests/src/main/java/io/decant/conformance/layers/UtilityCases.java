package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import java.util.List;

/** Layers that move, join, and select elements. */
final class UtilityCases {
  private UtilityCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("ArgMax", cube()).forwardOnly(),
        layer("ArgMax", cube()).with("argmax_param { axis: 1 top_k: 2 }").forwardOnly(),
        layer("ArgMax", cube()).with("argmax_param { out_max_val: true top_k: 3 }").forwardOnly(),
        layer("BatchReindex", cube(), places(0, 1, 1, 0, 1)),
        layer("BatchReindex", LayerInput.of("x", 1), places(0)),
        layer("Concat", cube(), LayerInput.of("x2", 2, 1, 5)).batchFrom(0),
        layer("Concat", cube(), LayerInput.of("x2", 1, 3, 5), LayerInput.of("x3", 3, 3, 5))
            .with("concat_param { axis: 0 }"),
        layer("Concat", cube()).with("concat_param { axis: -1 }"),
        layer("Crop", LayerInput.of("x", 2, 3, 5, 4), LayerInput.fixed("r", any(), 2, 3, 2, 3))
            .with("crop_param { offset: 2 offset: 1 }")
            .batchFrom(0),
        layer("Crop", LayerInput.of("x", 3, 3, 5), LayerInput.fixed("r", any(), 2, 2, 4))
            .with("crop_param { axis: 0 offset: 1 }"),
        layer("CropCenter", LayerInput.of("x", 2, 3, 5, 4))
            .with("crop_center_param { crop_size: 0 crop_size: 0 crop_size: 2 crop_size: 1 }")
            .batchFrom(0),
        layer("CropCenter", LayerInput.of("x", 3, 3))
            .with("crop_center_param { crop_size: [1, 0] }"),
        layer("DummyData")
            .with("dummy_data_param { shape { dim: 2 dim: 3 } data_filler { value: 0.5 } }")
            .forwardOnly(),
        layer("DummyData")
            .with(
                "dummy_data_param { shape { dim: 3 dim: 5 }"
                    + " data_filler { type: 'gaussian' std: 2 } }")
            .forwardOnly(),
        layer("Eltwise", cube(), LayerInput.of("x2", 2, 3, 5), LayerInput.of("x3", 2, 3, 5))
            .with("eltwise_param { operation: SUM coeff: 1 coeff: -2 coeff: 0.5 }")
            .batchFrom(0),
        layer("Eltwise", cube(), LayerInput.of("x2", 2, 3, 5)),
        layer("Eltwise", away(), LayerInput.of("x2", Values.nonZero(), 2, 3, 5), third())
            .with("eltwise_param { operation: PROD }"),
        layer("Eltwise", away(), third())
            .with("eltwise_param { operation: PROD stable_prod_grad: false }"),
        layer("Eltwise", LayerInput.of("x", Values.listed(0, 0.5f, -1, 2), 3, 3), steps())
            .with("eltwise_param { operation: MAX }"),
        // A loss of Filter's own: one behind it would need the tops' sizes before they are decided.
        layer("Filter", LayerInput.of("x", 4, 3), select(1, 0, 1, 1))
            .with("loss_weight: 1.5")
            .asLoss()
            .unforced(),
        layer("Filter", LayerInput.of("x", 3, 2), LayerInput.of("x2", 3, 1, 2), select(0, 1, 0))
            .into("y", "y2")
            .with("loss_weight: 1.5 loss_weight: -0.5")
            .asLoss()
            .unforced(),
        layer("Flatten", cube()).batchFrom(0),
        layer("Flatten", LayerInput.of("x", 2, 3, 2, 2))
            .with("flatten_param { axis: 0 end_axis: 1 }"),
        layer("Input").with("input_param { shape { dim: 2 dim: 3 } }").forwardOnly(),
        layer("Parameter").with("parameter_param { shape { dim: 2 dim: 3 } }"),
        layer("Permute", LayerInput.of("x", 2, 3, 4, 2))
            .with("permute_param { order: 0 order: 2 order: 3 order: 1 }")
            .batchFrom(0),
        layer("Permute", cube()).with("permute_param { order: 2 }"),
        layer("Reorg", LayerInput.of("x", 2, 4, 4, 6)).with("reorg_param { stride: 2 }"),
        layer("Reorg", LayerInput.of("x", 1, 8, 1, 3))
            .with("reorg_param { stride: 2 reverse: true }"),
        layer("Reduction", cube()).with("reduction_param { coeff: 2 }").batchFrom(0),
        layer("Reduction", cube()).with("reduction_param { operation: MEAN axis: 1 coeff: 2 }"),
        layer("Reduction", cube())
            .with("reduction_param { operation: ASUM axis: -1 }")
            .gradient(GradientRule.kink(0)),
        layer("Reduction", cube()).with("reduction_param { operation: SUMSQ axis: 1 coeff: 0.5 }"),
        layer("Reshape", cube()).with("reshape_param { shape { dim: 0 dim: -1 } }").batchFrom(1),
        layer("Reshape", cube())
            .with("reshape_param { shape { dim: 5 dim: 3 } axis: 1 num_axes: 2 }"),
        layer("ShuffleChannel", LayerInput.of("x", 2, 6, 2, 2))
            .with("shuffle_channel_param { group: 3 }")
            .batchFrom(0),
        layer("Silence", cube(), LayerInput.of("x2", 1)).into(),
        layer("Slice", cube()).into("y", "y2", "y3").batchFrom(0),
        layer("Slice", LayerInput.of("x", 3, 2))
            .with("slice_param { axis: 0 slice_point: 2 }")
            .into("y", "y2"),
        layer("Slice", LayerInput.of("x", 2, 1)).with("slice_param { axis: -1 }"),
        layer("Split", cube()).into("y", "y2", "y3").batchFrom(0),
        layer("Split", LayerInput.of("x", 1)),
        layer("Tile", cube()).with("tile_param { tiles: 3 }").batchFrom(0),
        layer("Tile", cube()).with("tile_param { axis: -1 tiles: 2 }"),
        layer("Tile", LayerInput.of("x", 1)).with("tile_param { axis: 0 tiles: 1 }"));
  }

  private static LayerInput cube() {
    return LayerInput.of("x", 2, 3, 5);
  }

  private static LayerInput away() {
    return LayerInput.of("x", Values.nonZero(), 2, 3, 5);
  }

  private static LayerInput third() {
    return LayerInput.of("x3", Values.nonZero(), 2, 3, 5);
  }

  /** Numbers that win over, lose against and differ by more than a step from {0, 0.5, -1, 2}. */
  private static LayerInput steps() {
    return LayerInput.of("x2", Values.listed(0.25f, -0.5f, 1.5f), 3, 3);
  }

  private static LayerInput places(float... numbers) {
    return LayerInput.fixed("places", Values.listed(numbers), numbers.length);
  }

  private static LayerInput select(float... chosen) {
    return LayerInput.fixed("select", Values.listed(chosen), chosen.length);
  }

  private static Values any() {
    return Values.uniform(-1, 1);
  }
}
