package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.CutProduct;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardWeights;
import java.util.Optional;

/**
 * {@link ConvolutionBackwardWeights} by minimal filtering: the adjoint of the forward way. Products
 * add to the weights' points strip by strip, in order. Workspace: points of the weights, of x, and
 * of dy.
 */
final class WinogradWeightsKernel implements Kernel {
  private final WinogradPlan plan;
  private final Blas blas;
  private final boolean accumulate;
  private final WinogradTiles tiles;
  private final WinogradPoints input;
  private final WinogradPoints output;

  private WinogradWeightsKernel(WinogradPlan plan, Blas blas, boolean accumulate) {
    this.plan = plan;
    this.blas = blas;
    this.accumulate = accumulate;
    this.tiles = plan.outputTiles();
    this.input = plan.input(plan.padding(0), plan.padding(1), tiles.pitch);
    this.output = plan.output(0, 0, tiles.pitch);
  }

  /** Returns the kernel, or empty where another way suits the geometry better. */
  static Optional<Kernel> of(ConvolutionBackwardWeights spec, Blas blas, long limit) {
    if (!WinogradPlan.suits(spec.geometry())) {
      return Optional.empty();
    }
    Kernel kernel =
        new WinogradWeightsKernel(new WinogradPlan(spec.geometry()), blas, spec.accumulate());
    return kernel.workspaceBytes() <= limit ? Optional.of(kernel) : Optional.empty();
  }

  private long inputFloats() {
    return (long) WinogradTiles.POINTS * plan.inputs * tiles.most();
  }

  private long outputFloats() {
    return (long) WinogradTiles.POINTS * plan.outputs * tiles.most();
  }

  @Override
  public long workspaceBytes() {
    return (plan.weights.floats() + inputFloats() + outputFloats()) * Float.BYTES;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region workspace = operands[3];
    Region sums = workspace.part(0, plan.weights.floats());
    Region x = workspace.part(plan.weights.floats(), inputFloats());
    Region dy = workspace.part(plan.weights.floats() + inputFloats(), outputFloats());
    for (int index = 0; index < tiles.strips(); index++) {
      WinogradTiles.Strip strip = tiles.strip(index);
      load(operands, x, dy, strip, workers);
      multiply(dy, x, index == 0 ? 0 : 1, sums, strip.tiles(), workers);
    }
    plan.weights.fromPoints(sums, operands[2], accumulate, workers);
  }

  private void load(
      Region[] operands, Region x, Region dy, WinogradTiles.Strip strip, Workers workers) {
    WinogradKernel.forChannels(
        plan.inputs,
        input.together(strip),
        strip,
        workers,
        (channel, count, scratch) -> input.ofInput(operands[0], channel, count, strip, x, scratch));
    WinogradKernel.forChannels(
        plan.outputs,
        output.together(strip),
        strip,
        workers,
        (channel, count, scratch) ->
            output.ofGradient(operands[1], channel, count, strip, dy, scratch));
  }

  private void multiply(Region dy, Region x, float beta, Region sums, int k, Workers workers) {
    int m = plan.groupOutputs();
    int n = plan.groupInputs();
    CutProduct cut = new CutProduct(blas, new Product(false, true, m, n, k, k, k, n, 1));
    workers.forEach(
        WinogradTiles.POINTS * plan.groups,
        (task, scratch) -> {
          int point = task / plan.groups;
          int group = task % plan.groups;
          cut.run(
              dy,
              ((long) point * plan.outputs + (long) group * m) * k,
              x,
              ((long) point * plan.inputs + (long) group * n) * k,
              beta,
              sums,
              plan.weights.at(point, (long) group * m),
              scratch);
        });
  }
}
