package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of {@link BatchNorm} without summand, where mean and variance are those of x itself,
 * by {@link ChannelMoments}. With {@code h = (x - mean) / sqrt(variance + eps)} and, if {@code
 * rectified}, {@code g = dy} where what was rectified is positive, else 0, otherwise {@code g =
 * dy}:
 *
 * <ul>
 *   <li>{@code dscale[c] = sum of g * h}, {@code dshift[c] = sum of g};
 *   <li>{@code dx = scale * (g - mean(g) - h * mean(g * h)) / sqrt(variance + eps)}, with means
 *       over each channel, and a scale of 1 unless {@code scaled}.
 * </ul>
 *
 * <p>Nothing of the forward pass is needed but x and what belongs to channels: h and the sign are
 * computed again.
 *
 * <p>Operands: {@code dy}, {@code x} (outer, channels, inner), {@code mean}, {@code variance}
 * (channels), if {@code scaled} {@code scale, shift} (channels each) read; if {@code scaled} {@code
 * dscale}, {@code dshift} (channels) overwritten, or added to when {@code accumulate}; {@code dx}
 * overwritten; dx may be the same view as dy. Source: Caffe's BatchNormLayer, ScaleLayer,
 * ReLULayer.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param eps what is added to variances
 * @param scaled whether {@link ScaleShift} followed
 * @param rectified whether the rectifier followed
 * @param accumulateScale whether the sum is added to dscale
 * @param accumulateShift whether the sum is added to dshift
 */
public record BatchNormBackward(
    long outer,
    long channels,
    long inner,
    float eps,
    boolean scaled,
    boolean rectified,
    boolean accumulateScale,
    boolean accumulateShift)
    implements CompositeOp, ChannelOp {
  @Override
  public BatchNormBackward over(long outerExtent, long innerExtent) {
    return new BatchNormBackward(
        outerExtent,
        channels,
        innerExtent,
        eps,
        scaled,
        rectified,
        accumulateScale,
        accumulateShift);
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    operands.add(Operand.read("dy", outer, channels, inner));
    operands.add(Operand.read("x", outer, channels, inner));
    operands.add(Operand.read("mean", channels));
    operands.add(Operand.read("variance", channels));
    if (scaled) {
      operands.add(Operand.read("scale", channels));
      operands.add(Operand.read("shift", channels));
      operands.add(Operand.result("dscale", accumulateScale, channels));
      operands.add(Operand.result("dshift", accumulateShift, channels));
    }
    operands.add(Operand.write("dx", outer, channels, inner));
    return operands;
  }

  /** Returns the index of the operand {@code dx}. */
  public int dx() {
    return scaled ? 8 : 4;
  }

  @Override
  public Cost cost() {
    return Cost.of(10 * count(), operands());
  }

  private long count() {
    return outer * channels * inner;
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(ChannelTiles.channels(this, this::ofChannels));
  }

  private BatchNormBackward ofChannels(long n) {
    return new BatchNormBackward(
        outer, n, inner, eps, scaled, rectified, accumulateScale, accumulateShift);
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref dx = steps.operand(dx());
    Decomposition.Ref normalised = steps.temporary(outer, channels, inner);
    Decomposition.Ref variance = steps.operand(3);
    steps.step(
        new Normalise(outer, channels, inner, eps),
        steps.operand(1),
        steps.operand(2),
        variance,
        normalised);
    Decomposition.Ref gradient = steps.operand(0);
    if (rectified) {
      Decomposition.Ref sign = scaled ? scaled(steps, normalised) : normalised;
      steps.step(new ReluBackward(count(), 0), gradient, sign, dx);
      gradient = dx;
    }
    if (scaled) {
      addGradientsOfScale(steps, gradient, normalised);
      steps.step(
          Broadcast.alongMiddle(BinaryFunction.MUL, outer, channels, inner),
          gradient,
          steps.operand(4),
          dx);
      gradient = dx;
    }
    return steps
        .step(
            new NormaliseBackward(outer, channels, inner, eps), gradient, normalised, variance, dx)
        .build();
  }

  private Decomposition.Ref scaled(Decomposition.Builder steps, Decomposition.Ref normalised) {
    Decomposition.Ref result = steps.temporary(outer, channels, inner);
    steps.step(
        new ScaleShift(outer, channels, inner),
        normalised,
        steps.operand(4),
        steps.operand(5),
        result);
    return result;
  }

  private void addGradientsOfScale(
      Decomposition.Builder steps, Decomposition.Ref gradient, Decomposition.Ref normalised) {
    steps
        .step(
            new ChannelDot(outer, channels, inner, accumulateScale),
            gradient,
            normalised,
            steps.operand(6))
        .step(new ChannelSum(outer, channels, inner, accumulateShift), gradient, steps.operand(7));
  }
}
