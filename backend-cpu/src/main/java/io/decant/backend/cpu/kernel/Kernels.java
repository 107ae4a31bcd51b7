package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.TopK;
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
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.Sum;
import io.decant.spi.op.TrustRatio;
import io.decant.spi.op.Unary;
import io.decant.spi.op.WindowReduce;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Finds the kernel for an operator. Thread-safe. */
public final class Kernels {
  private final Map<Class<? extends OpSpec>, Factory> factories = new HashMap<>();

  /** Makes the kernel of an operator, or empty where it is better decomposed. */
  private interface Factory {
    Optional<Kernel> prepare(OpSpec spec, PrepareOptions options);
  }

  /** Registers every operator that this backend implements. */
  public Kernels(Blas blas) {
    addMandatory(blas);
    addConvolution(blas);
    addByChannel();
    addOthers();
    addSolverSteps();
  }

  private void addMandatory(Blas blas) {
    add(Axpby.class, AxpbyKernel::new);
    add(Binary.class, BinaryKernel::new);
    add(Broadcast.class, BroadcastKernel::new);
    add(Col2im.class, Col2imKernel::new);
    add(Fill.class, FillKernel::new);
    add(Gather.class, GatherKernel::new);
    add(Gemm.class, spec -> new GemmKernel(spec, blas));
    add(Im2col.class, Im2colKernel::new);
    add(RandomFill.class, RandomFillKernel::new);
    add(Reduce.class, ReduceKernel::new);
    add(ScatterAdd.class, ScatterAddKernel::new);
    add(Unary.class, UnaryKernel::new);
    add(WindowReduce.class, Kernels::windowReduce);
    addOptional(
        Copy.class,
        (spec, options) ->
            spec.x().type().bytes() == Float.BYTES
                ? Optional.of(new CopyKernel(spec))
                : Optional.empty());
  }

  private void addConvolution(Blas blas) {
    addOptional(
        Convolution.class,
        (spec, options) ->
            DepthwiseKernel.of(spec)
                .or(() -> WinogradKernel.of(spec, blas, options.workspaceLimit()))
                .or(() -> smallConvolution(spec, options))
                .or(() -> ConvolutionKernel.of(spec, blas, options.workspaceLimit())));
    addOptional(
        ConvolutionBackwardData.class,
        (spec, options) ->
            DepthwiseDataKernel.of(spec)
                .or(() -> WinogradKernel.of(spec, blas, options.workspaceLimit()))
                .or(() -> ConvolutionDataKernel.of(spec, blas, options.workspaceLimit())));
    addOptional(
        ConvolutionBackwardWeights.class,
        (spec, options) ->
            DepthwiseWeightsKernel.of(spec)
                .or(() -> WinogradWeightsKernel.of(spec, blas, options.workspaceLimit()))
                .or(() -> ConvolutionSumKernel.of(spec, blas, options.workspaceLimit()))
                .or(() -> ConvolutionWeightsKernel.of(spec, blas, options.workspaceLimit())));
  }

  private Optional<Kernel> smallConvolution(Convolution spec, PrepareOptions options) {
    return ConvolutionPlan.isSmall(spec.geometry())
        ? StepsKernel.of(spec, step -> prepare(step, options), options.workspaceLimit())
        : Optional.empty();
  }

  private void addByChannel() {
    add(MovingAverages.class, MovingAveragesKernel::new);
    addOptional(BiasReluBackward.class, (spec, options) -> BiasReluBackwardKernel.of(spec));
    addOptional(ChannelDot.class, (spec, options) -> ChannelDotKernel.of(spec));
    addOptional(ChannelMoments.class, (spec, options) -> ChannelMomentsKernel.of(spec));
    addOptional(Normalise.class, (spec, options) -> NormaliseKernel.of(spec));
    addOptional(NormaliseBackward.class, (spec, options) -> NormaliseBackwardKernel.of(spec));
    addOptional(BatchNorm.class, (spec, options) -> BatchNormKernel.of(spec));
    addOptional(BatchNormBackward.class, (spec, options) -> BatchNormBackwardKernel.of(spec));
    addOptional(ScaleShift.class, (spec, options) -> ScaleShiftKernel.of(spec));
    addOptional(ChannelSum.class, (spec, options) -> ChannelSumKernel.of(spec));
  }

  private void addOthers() {
    add(ReluBackward.class, ReluBackwardKernel::new);
    add(Sum.class, SumKernel::new);
    add(AveragePooling.class, AveragePoolingKernel::new);
    add(AveragePoolingBackward.class, AveragePoolingBackwardKernel::new);
    add(MaxPoolingBackward.class, ScatterAddKernel::new);
    add(LstmCell.class, LstmCellKernel::new);
    add(LstmCellBackward.class, LstmCellBackwardKernel::new);
    add(SoftmaxLoss.class, SoftmaxLossKernel::new);
    add(TopK.class, TopKKernel::new);
    addChannelwise(Lrn.class, spec -> spec.geometry().channels(), LrnKernel::new);
    addChannelwise(LrnBackward.class, spec -> spec.geometry().channels(), LrnBackwardKernel::new);
    addChannelwise(Softmax.class, Softmax::channels, SoftmaxKernel::new);
    addChannelwise(SoftmaxBackward.class, SoftmaxBackward::channels, SoftmaxBackwardKernel::new);
    addOptional(
        ClassificationAccuracy.class, (spec, options) -> ClassificationAccuracyKernel.of(spec));
    addChannelwise(
        SoftmaxLossBackward.class,
        spec -> spec.geometry().classes(),
        SoftmaxLossBackwardKernel::new);
  }

  private void addSolverSteps() {
    addStep(SgdStep.class, SolverRules::sgd);
    addStep(NesterovStep.class, SolverRules::nesterov);
    addStep(AdaGradStep.class, SolverRules::adaGrad);
    addStep(RmsPropStep.class, SolverRules::rmsProp);
    addStep(AdaDeltaStep.class, SolverRules::adaDelta);
    addStep(AdamStep.class, SolverRules::adam);
    addStep(AdamWStep.class, SolverRules::adamW);
    add(TrustRatio.class, TrustRatioKernel::new);
  }

  private static Kernel windowReduce(WindowReduce spec) {
    return spec.function() == WindowReduce.Function.SUM
        ? new WindowSumKernel(spec)
        : new WindowMaxKernel(spec);
  }

  /**
   * Prepares an operator.
   *
   * @return its kernel, or empty when it is unknown, or better decomposed
   */
  public Optional<Kernel> prepare(OpSpec spec, PrepareOptions options) {
    Factory factory = factories.get(spec.getClass());
    return factory == null ? Optional.empty() : factory.prepare(spec, options);
  }

  private <S extends OpSpec> void add(Class<S> type, Function<S, Kernel> constructor) {
    addOptional(type, (spec, options) -> Optional.of(constructor.apply(spec)));
  }

  private <S extends SolverStep> void addStep(Class<S> type, Function<S, SolverRules.Rule> rule) {
    add(type, spec -> new SolverStepKernel(spec, rule.apply(spec)));
  }

  private <S extends OpSpec> void addChannelwise(
      Class<S> type, ToLongFunction<S> channels, Function<S, Kernel> constructor) {
    addOptional(
        type,
        (spec, options) ->
            ChannelBlocks.covers(channels.applyAsLong(spec))
                ? Optional.of(constructor.apply(spec))
                : Optional.empty());
  }

  private <S extends OpSpec> void addOptional(Class<S> type, Constructor<S> constructor) {
    factories.put(type, (spec, options) -> constructor.prepare(type.cast(spec), options));
  }

  private interface Constructor<S extends OpSpec> {
    Optional<Kernel> prepare(S spec, PrepareOptions options);
  }
}
