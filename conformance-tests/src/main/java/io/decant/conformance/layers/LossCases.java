package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import java.util.List;

/** Losses, and accuracy. */
final class LossCases {
  private LossCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("Accuracy", scoresWithTies(), mixed()).into("y", "classes").forwardOnly(),
        layer("Accuracy", scoresWithTies(), mixed())
            .with("accuracy_param { top_k: 2 ignore_label: 1 }")
            .forwardOnly(),
        layer("Accuracy", LayerInput.fixed("x", Values.uniform(-1, 1), 2, 5, 3), labels(5, 2, 3))
            .forwardOnly()
            .batchFrom(0),
        pairs(5).with("contrastive_loss_param { margin: 3 }"),
        pairs(5).with("contrastive_loss_param { margin: 5 legacy_version: true } loss_weight: 2"),
        pairs(1),
        layer("EuclideanLoss", LayerInput.of("x", 3, 2, 2), LayerInput.of("t", 3, 2, 2))
            .asLoss()
            .batchFrom(1),
        layer("EuclideanLoss", LayerInput.of("x", 2, 5), LayerInput.fixed("t", targets(), 2, 5))
            .with("loss_weight: 0.5")
            .asLoss(),
        layer("SmoothL1Loss", LayerInput.of("x", 3, 2, 2), LayerInput.of("t", 3, 2, 2))
            .with("smooth_l1_loss_param { sigma: 1.5 }")
            .gradient(GradientRule.BENT)
            .asLoss()
            .batchFrom(1),
        layer(
                "SmoothL1Loss",
                LayerInput.of("x", 2, 5),
                LayerInput.fixed("t", targets(), 2, 5),
                LayerInput.fixed("inside", Values.listed(1, 0, 2), 2, 5),
                LayerInput.fixed("outside", Values.listed(0.5f, 3), 2, 5))
            .gradient(GradientRule.BENT)
            .asLoss(),
        layer("HingeLoss", wide(3, 5), labels(5, 3))
            .asLoss()
            .gradient(GradientRule.kink(1))
            .batchFrom(1),
        layer("HingeLoss", wide(3, 5), labels(5, 3))
            .with("hinge_loss_param { norm: L2 } loss_weight: 2")
            .asLoss()
            .gradient(GradientRule.kink(1)),
        layer("InfogainLoss", wide(4, 3), labels(3, 4), matrix()).asLoss().unforced(),
        layer("InfogainLoss", wide(2, 3, 2), labels(3, 2, 2), matrix())
            .with("loss_param { ignore_label: 1 normalization: FULL } loss_weight: 2")
            .asLoss()
            .unforced(),
        layer("MultinomialLogisticLoss", shares(3, 4), labels(4, 3)).asLoss().gradient(bent()),
        layer("MultinomialLogisticLoss", shares(1, 2), labels(2, 1))
            .with("loss_weight: 3")
            .asLoss()
            .gradient(bent()),
        layer("SigmoidCrossEntropyLoss", wide(3, 5), binary(3, 5)).asLoss().batchFrom(1),
        layer("SigmoidCrossEntropyLoss", wide(2, 5), binary(2, 5))
            .with("loss_param { ignore_label: 1 normalization: VALID } loss_weight: 2")
            .asLoss(),
        layer("SigmoidCrossEntropyLoss", wide(2, 3), LayerInput.fixed("t", targets(), 2, 3))
            .with("loss_param { normalization: NONE }")
            .asLoss(),
        layer("SoftmaxWithLoss", wide(3, 5), labels(5, 3)).asLoss().batchFrom(1),
        layer("SoftmaxWithLoss", wide(2, 5, 3), labels(5, 2, 3))
            .with("loss_param { ignore_label: 2 } loss_weight: 2")
            .asLoss(),
        layer("SoftmaxWithLoss", wide(2, 3, 5), labels(5, 2, 3))
            .with("softmax_param { axis: 2 } loss_param { normalization: FULL }")
            .asLoss(),
        layer("SoftmaxWithLoss", wide(2, 3), labels(3, 2))
            .with("loss_param { normalization: NONE }")
            .asLoss(),
        layer("SoftmaxWithLoss", wide(2, 3), LayerInput.fixed("label", Values.listed(1), 2))
            .with("loss_param { ignore_label: 1 normalization: BATCH_SIZE }")
            .asLoss());
  }

  /** Pairs at distances from 1.3 to 2.1, so that no margin of the cases is near. */
  private static LayerCase pairs(int count) {
    return layer(
            "ContrastiveLoss",
            LayerInput.of("x", Values.uniform(-0.1f, 0.1f), count, 3),
            LayerInput.of("x2", Values.uniform(0.9f, 1.1f), count, 3),
            LayerInput.fixed("label", Values.listed(1, 0, 0), count))
        .asLoss()
        .gradient(bent());
  }

  /** Scores of which several are equal, the label's among them. */
  private static LayerInput scoresWithTies() {
    return LayerInput.fixed(
        "x", Values.listed(1, 1, 0, 0.5f, 2, 1, 0, 3, 1, 2, 2, 2, 0, -1, 4), 5, 3);
  }

  /** Labels of {@link #scoresWithTies}: a tie, a hit, a miss, a tie, a hit. */
  private static LayerInput mixed() {
    return LayerInput.fixed("label", Values.listed(0, 1, 2, 1, 2), 5);
  }

  private static LayerInput labels(int classes, long... dims) {
    return LayerInput.fixed("label", Values.indices(classes), dims);
  }

  private static LayerInput wide(long... dims) {
    return LayerInput.of("x", Values.apart(-3, 3), dims);
  }

  private static LayerInput shares(long... dims) {
    return LayerInput.of("x", Values.apart(0.3f, 0.9f), dims);
  }

  private static LayerInput binary(long... dims) {
    return LayerInput.fixed("t", Values.oneOf(0, 1), dims);
  }

  private static LayerInput matrix() {
    return LayerInput.fixed("h", Values.uniform(0.25f, 1), 1, 1, 3, 3);
  }

  private static Values targets() {
    return Values.uniform(0, 1);
  }

  private static GradientRule bent() {
    return GradientRule.BENT;
  }
}
