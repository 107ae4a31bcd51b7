package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import java.util.List;

/** Layers that detect objects. */
final class DetectionCases {
  private DetectionCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("PriorBox", LayerInput.of("x", 1, 1, 2, 3), LayerInput.of("image", 1, 3, 30, 40))
            .with("prior_box_param { min_size: 8.5 max_size: 16 aspect_ratio: 2 clip: true }")
            .forwardOnly(),
        layer("DetectionOutput", locations(2, 12), confidences(2, 6), priors())
            .with(
                "detection_output_param { num_classes: 2 code_type: CENTER_SIZE keep_top_k: 4"
                    + " confidence_threshold: 0.3 nms_param { nms_threshold: 0.45 top_k: 3 } }")
            .forwardOnly(),
        layer("DetectionOutput", locations(1, 24), confidences(1, 6), priors())
            .with(
                "detection_output_param { num_classes: 2 share_location: false"
                    + " background_label_id: -1 }")
            .forwardOnly(),
        layer("ROIPooling", image(2, 3, 6, 5), regions())
            .with("roi_pooling_param { pooled_h: 3 pooled_w: 2 }"),
        layer("ROIPooling", image(2, 1, 6, 5), regions())
            .with("roi_pooling_param { pooled_h: 1 pooled_w: 1 spatial_scale: 0.5 }"),
        layer("PSROIPooling", image(2, 8, 6, 5), regions())
            .with("psroi_pooling_param { output_dim: 2 group_size: 2 spatial_scale: 0.75 }"));
  }

  private static LayerInput image(long... dims) {
    return LayerInput.of("x", Values.apart(-4, 4), dims);
  }

  private static LayerInput regions() {
    return LayerInput.fixed(
        "regions", Values.listed(0, 0, 0, 4, 5, 1, 1, 2, 3, 4, 0, 3.2f, 1, 4, 5.3f), 3, 5);
  }

  private static LayerInput locations(long... dims) {
    return LayerInput.fixed("locations", Values.apart(-0.4f, 0.4f), dims);
  }

  private static LayerInput confidences(long... dims) {
    return LayerInput.fixed("confidences", Values.apart(0, 1), dims);
  }

  /** Two boxes that nearly coincide and one apart, and their variances. */
  private static LayerInput priors() {
    return LayerInput.fixed(
        "priors",
        Values.listed(
            0.1f, 0.1f, 0.5f, 0.4f, 0.12f, 0.1f, 0.5f, 0.42f, 0.6f, 0.5f, 0.9f, 0.9f, 0.1f, 0.1f,
            0.2f, 0.2f, 0.1f, 0.1f, 0.2f, 0.2f, 0.1f, 0.1f, 0.2f, 0.2f),
        1,
        2,
        12);
  }
}
