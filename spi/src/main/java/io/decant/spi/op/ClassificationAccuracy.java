package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The share of labels whose class is among the {@code topK} best scores; a class that scores the
 * same as the labelled one counts as better. 0 where nothing counts.
 *
 * <p>Operands: {@code scores}, {@code label} read, {@code accuracy} (1) overwritten, {@code
 * perClass} (classes) overwritten if {@code perClass}. Source: Caffe's AccuracyLayer.
 *
 * @param geometry sizes
 * @param topK how many best scores count
 * @param perClass whether each class's own accuracy is wanted
 */
public record ClassificationAccuracy(LabelGeometry geometry, int topK, boolean perClass)
    implements CompositeOp {
  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(4);
    operands.add(geometry.scores("scores", Intent.READ));
    operands.add(geometry.label());
    operands.add(Operand.write("accuracy", 1));
    if (perClass) {
      operands.add(Operand.write("perClass", geometry.classes()));
    }
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.scores(), operands());
  }

  @Override
  public Decomposition decompose() {
    long labels = geometry.labels();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref label = steps.operand(1);
    Decomposition.Ref valid = geometry.valid(steps, label);
    Decomposition.Ref score = steps.temporary(labels);
    Decomposition.Ref better = steps.temporary(geometry.scores());
    Decomposition.Ref hit = steps.temporary(labels);
    steps
        .step(geometry.pick(), steps.operand(0), label, score)
        .step(
            Broadcast.acrossMiddle(
                BinaryFunction.GREATER_EQUAL,
                geometry.outer(),
                geometry.classes(),
                geometry.inner()),
            steps.operand(0),
            score,
            better)
        .step(
            Reduce.of(Reduce.Function.SUM, geometry.outer(), geometry.classes(), geometry.inner()),
            better,
            hit)
        // The labelled class counts itself: 1 <= rank <= topK is a hit, rank 0 is no class at all.
        .step(new Unary(Unary.Function.AFFINE, labels, -1, topK + 1), hit, score)
        .step(new Unary(Unary.Function.GREATER, labels, 0, 0), score, score)
        .step(new Unary(Unary.Function.GREATER, labels, 0, 0), hit, hit)
        .step(new Binary(BinaryFunction.MUL, labels), hit, score, hit)
        .step(new Binary(BinaryFunction.MASK, labels), hit, valid, hit);
    share(steps, Reduce.of(Reduce.Function.SUM, 1, labels, 1), hit, valid, steps.operand(2));
    if (perClass) {
      shareByClass(steps, hit, valid);
    }
    return steps.build();
  }

  private static void share(
      Decomposition.Builder steps,
      Reduce sum,
      Decomposition.Ref hit,
      Decomposition.Ref valid,
      Decomposition.Ref result) {
    Decomposition.Ref divisor = steps.temporary(1);
    steps.step(sum, valid, divisor).step(sum, hit, result);
    divide(steps, 1, result, divisor);
  }

  private void shareByClass(
      Decomposition.Builder steps, Decomposition.Ref hit, Decomposition.Ref valid) {
    long classes = geometry.classes();
    ScatterAdd sum =
        new ScatterAdd(1, classes, geometry.labels(), 1, IndexLayout.ALONG_COUNT, false);
    Decomposition.Ref divisor = steps.temporary(classes);
    Decomposition.Ref result = steps.operand(3);
    steps.step(sum, valid, steps.operand(1), divisor).step(sum, hit, steps.operand(1), result);
    divide(steps, classes, result, divisor);
  }

  private static void divide(
      Decomposition.Builder steps,
      long count,
      Decomposition.Ref result,
      Decomposition.Ref divisor) {
    steps
        .step(new Unary(Unary.Function.CLAMP, count, 1, Float.POSITIVE_INFINITY), divisor, divisor)
        .step(new Binary(BinaryFunction.DIV, count), result, divisor, result);
  }
}
