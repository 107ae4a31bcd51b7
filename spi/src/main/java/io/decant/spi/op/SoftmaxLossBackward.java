package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link SoftmaxLoss} over {@link Softmax} with respect to the scores: {@code
 * dx[o,c,i] = (prob[o,c,i] - [c = label[o,i]]) * dloss / divisor}, 0 for labels that do not count.
 *
 * <p>Operands: {@code prob}, {@code label}, {@code divisor} (1), {@code dloss} (1) read, {@code dx}
 * (outer, classes, inner) overwritten.
 *
 * @param geometry sizes
 */
public record SoftmaxLossBackward(LabelGeometry geometry) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.scores("prob", Intent.READ),
        geometry.label(),
        Operand.read("divisor", 1),
        Operand.read("dloss", 1),
        geometry.scores("dx", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(2 * geometry.scores(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along(
            "outer",
            geometry.outer(),
            this,
            n -> new SoftmaxLossBackward(geometry.over(n, geometry.inner())),
            0,
            0,
            Tile.WHOLE,
            Tile.WHOLE,
            0),
        TileAxis.along(
            "inner",
            geometry.inner(),
            this,
            n -> new SoftmaxLossBackward(geometry.over(geometry.outer(), n)),
            2,
            1,
            Tile.WHOLE,
            Tile.WHOLE,
            2));
  }

  @Override
  public Decomposition decompose() {
    long labels = geometry.labels();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref label = steps.operand(1);
    Decomposition.Ref dx = steps.operand(4);
    Decomposition.Ref valid = geometry.valid(steps, label);
    Decomposition.Ref minusOne = steps.temporary(labels);
    Decomposition.Ref factor = steps.temporary(1);
    return steps
        .step(Copy.dense(geometry.scores()), steps.operand(0), dx)
        .step(new Fill(labels, -1), minusOne)
        .step(
            new ScatterAdd(
                geometry.outer(), geometry.classes(), 1, geometry.inner(), IndexLayout.FULL, true),
            minusOne,
            label,
            dx)
        .step(
            Broadcast.acrossMiddle(
                BinaryFunction.MASK, geometry.outer(), geometry.classes(), geometry.inner()),
            dx,
            valid,
            dx)
        .step(new Binary(BinaryFunction.DIV, 1), steps.operand(3), steps.operand(2), factor)
        .step(Axpby.scaledBy(geometry.scores(), 1), dx, factor, dx)
        .build();
  }
}
