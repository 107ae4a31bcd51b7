package io.decant.kernels.operator;

import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.operator.product.ConvolutionPlans;
import io.decant.kernels.operator.product.GemmPlan;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.Binary;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.MovingAverages;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.ScaleShift;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.SgdStep;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLossBackward;
import io.decant.spi.op.Sum;
import io.decant.spi.op.TrustRatio;
import io.decant.spi.op.Unary;
import io.decant.spi.op.WindowReduce;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds the plan of an operator. Thread-safe. */
public final class OperatorPlans {
  private final Map<Class<? extends OpSpec>, Planner<OpSpec>> planners = new HashMap<>();
  private final KernelTraits traits;

  /** Plans an operator for a device, or answers empty where it is better decomposed. */
  private interface Planner<S extends OpSpec> {
    Optional<KernelPlan> plan(S spec, KernelTraits traits, PrepareOptions options);
  }

  /** Registers every operator that this module has. */
  public OperatorPlans(KernelTraits traits) {
    this.traits = traits;
    add(Axpby.class, AxpbyPlan::of);
    add(Unary.class, UnaryPlan::of);
    add(Binary.class, BinaryPlan::of);
    add(Broadcast.class, BroadcastPlan::of);
    addOptional(Reduce.class, ReducePlan::of);
    add(Gather.class, IndexPlans::gather);
    add(ScatterAdd.class, IndexPlans::scatterAdd);
    add(Im2col.class, WindowPlans::im2col);
    add(Col2im.class, WindowPlans::col2im);
    add(WindowReduce.class, WindowPlans::reduce);
    add(RandomFill.class, RandomFillPlan::of);
    addOptional(Copy.class, CopyPlan::of);
    add(Fill.class, FillPlan::of);
    addProducts();
    addNormalisation();
    addSolvers();
    addClassification();
    addOptional(AveragePooling.class, AveragePoolingPlan::forward);
    addOptional(AveragePoolingBackward.class, AveragePoolingPlan::backward);
    add(MaxPoolingBackward.class, MaxPoolingPlan::backward);
    add(ReluBackward.class, ReluBackwardPlan::of);
    addOptional(Sum.class, SumPlan::of);
    add(LstmCell.class, LstmPlan::forward);
    add(LstmCellBackward.class, LstmPlan::backward);
  }

  private void addProducts() {
    addOptional(
        Gemm.class, (spec, device, options) -> Optional.of(GemmPlan.of(spec, device, options)));
    addOptional(
        Convolution.class,
        (spec, device, options) ->
            DepthwisePlans.forward(spec, device)
                .or(() -> ConvolutionPlans.forward(spec, device, options)));
    addOptional(
        ConvolutionBackwardData.class,
        (spec, device, options) ->
            DepthwisePlans.data(spec, device)
                .or(() -> ConvolutionPlans.data(spec, device, options)));
    addOptional(
        ConvolutionBackwardWeights.class,
        (spec, device, options) ->
            DepthwisePlans.weights(spec, device)
                .or(() -> ConvolutionPlans.weights(spec, device, options)));
  }

  /** Returns the launches of an operator, or empty when it is unknown or better decomposed. */
  public Optional<KernelPlan> plan(OpSpec spec, PrepareOptions options) {
    Planner<OpSpec> planner = planners.get(spec.getClass());
    return planner == null ? Optional.empty() : planner.plan(spec, traits, options);
  }

  private void addNormalisation() {
    addOptional(ChannelSum.class, ChannelReductionPlan::sum);
    addOptional(BiasReluBackward.class, ChannelReductionPlan::biasRelu);
    addOptional(ChannelDot.class, ChannelReductionPlan::dot);
    addOptional(ChannelMoments.class, ChannelReductionPlan::moments);
    addOptional(NormaliseBackward.class, ChannelGradientPlan::normalise);
    add(BatchNorm.class, ChannelMapPlan::batchNorm);
    addOptional(BatchNormBackward.class, ChannelGradientPlan::batchNorm);
    add(Normalise.class, ChannelMapPlan::normalise);
    add(ScaleShift.class, ChannelMapPlan::scaleShift);
    add(MovingAverages.class, MovingAveragesPlan::of);
    addOptional(Lrn.class, LrnPlan::forward);
    addOptional(LrnBackward.class, LrnPlan::backward);
  }

  private void addClassification() {
    add(Softmax.class, SoftmaxPlan::forward);
    add(SoftmaxBackward.class, SoftmaxPlan::backward);
    addOptional(SoftmaxLoss.class, SoftmaxLossPlan::forward);
    add(SoftmaxLossBackward.class, SoftmaxLossPlan::backward);
    addOptional(ClassificationAccuracy.class, AccuracyPlan::of);
  }

  private void addSolvers() {
    add(SgdStep.class, SolverStepPlan::sgd);
    add(NesterovStep.class, SolverStepPlan::nesterov);
    add(AdaGradStep.class, SolverStepPlan::adaGrad);
    add(RmsPropStep.class, SolverStepPlan::rmsProp);
    add(AdaDeltaStep.class, SolverStepPlan::adaDelta);
    add(AdamStep.class, SolverStepPlan::adam);
    add(AdamWStep.class, SolverStepPlan::adamW);
    add(TrustRatio.class, TrustRatioPlan::of);
  }

  private <S extends OpSpec> void add(Class<S> type, BiFunction<S, KernelTraits, KernelPlan> plan) {
    addOptional(type, (spec, device, options) -> Optional.of(plan.apply(spec, device)));
  }

  private <S extends OpSpec> void addOptional(Class<S> type, Planner<S> planner) {
    planners.put(type, (spec, device, options) -> planner.plan(type.cast(spec), device, options));
  }
}
