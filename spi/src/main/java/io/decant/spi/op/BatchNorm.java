package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link Normalise}, and what may follow it, in one pass: {@code y = (x - mean[c]) /
 * sqrt(variance[c] + eps)}; if {@code scaled}, then {@code y = y * scale[c] + shift[c]}; if {@code
 * added}, then {@code y = y + summand}; if {@code rectified}, then {@code y = max(y, 0)}.
 *
 * <p>Operands: {@code x} (outer, channels, inner), {@code mean}, {@code variance} (channels), if
 * {@code scaled} {@code scale, shift} (channels each), if {@code added} {@code summand} (outer,
 * channels, inner) read, {@code y} overwritten; y may be the same view as x.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param eps what is added to variances
 * @param scaled whether {@link ScaleShift} follows
 * @param added whether another tensor is added
 * @param rectified whether the rectifier follows
 */
public record BatchNorm(
    long outer,
    long channels,
    long inner,
    float eps,
    boolean scaled,
    boolean added,
    boolean rectified)
    implements CompositeOp, ChannelOp {
  @Override
  public BatchNorm over(long outerExtent, long innerExtent) {
    return new BatchNorm(outerExtent, channels, innerExtent, eps, scaled, added, rectified);
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    operands.add(Operand.read("x", outer, channels, inner));
    operands.add(Operand.read("mean", channels));
    operands.add(Operand.read("variance", channels));
    if (scaled) {
      operands.add(Operand.read("scale", channels));
      operands.add(Operand.read("shift", channels));
    }
    if (added) {
      operands.add(Operand.read("summand", outer, channels, inner));
    }
    operands.add(Operand.write("y", outer, channels, inner));
    return operands;
  }

  /** Returns the index of the operand {@code summand}, if there is one. */
  public int summand() {
    return scaled ? 5 : 3;
  }

  /** Returns the index of the operand {@code y}. */
  public int y() {
    return summand() + (added ? 1 : 0);
  }

  @Override
  public Cost cost() {
    return Cost.of((2 + (scaled ? 1 : 0) + (added ? 1 : 0)) * count(), operands());
  }

  private long count() {
    return outer * channels * inner;
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        ChannelTiles.outer(this),
        ChannelTiles.channels(this, this::ofChannels),
        ChannelTiles.inner(this));
  }

  private BatchNorm ofChannels(long n) {
    return new BatchNorm(outer, n, inner, eps, scaled, added, rectified);
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(y());
    steps.step(
        new Normalise(outer, channels, inner, eps),
        steps.operand(0),
        steps.operand(1),
        steps.operand(2),
        y);
    if (scaled) {
      steps.step(new ScaleShift(outer, channels, inner), y, steps.operand(3), steps.operand(4), y);
    }
    if (added) {
      steps.step(new Binary(BinaryFunction.ADD, count()), y, steps.operand(summand()), y);
    }
    if (rectified) {
      steps.step(Unary.of(Unary.Function.RELU, count()), y, y);
    }
    return steps.build();
  }
}
