package io.decant.kernels.operator;

import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.operator.product.ConvolutionPlans;
import io.decant.kernels.operator.product.GemmPlan;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
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
  }

  private void addProducts() {
    addOptional(
        Gemm.class, (spec, device, options) -> Optional.of(GemmPlan.of(spec, device, options)));
    addOptional(Convolution.class, ConvolutionPlans::forward);
    addOptional(ConvolutionBackwardData.class, ConvolutionPlans::data);
    addOptional(ConvolutionBackwardWeights.class, ConvolutionPlans::weights);
  }

  /** Returns the launches of an operator, or empty when it is unknown or better decomposed. */
  public Optional<KernelPlan> plan(OpSpec spec, PrepareOptions options) {
    Planner<OpSpec> planner = planners.get(spec.getClass());
    return planner == null ? Optional.empty() : planner.plan(spec, traits, options);
  }

  private <S extends OpSpec> void add(Class<S> type, BiFunction<S, KernelTraits, KernelPlan> plan) {
    addOptional(type, (spec, device, options) -> Optional.of(plan.apply(spec, device)));
  }

  private <S extends OpSpec> void addOptional(Class<S> type, Planner<S> planner) {
    planners.put(type, (spec, device, options) -> planner.plan(type.cast(spec), device, options));
  }
}
