package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Convolution;
import java.util.Optional;

/**
 * {@link Convolution}. Workspace: the reordered weights, if any, then a matrix of windows for each
 * task.
 */
final class ConvolutionKernel implements Kernel {
  private final ConvolutionPlan plan;
  private final WeightOrder order;
  private final boolean bias;
  private final long weightFloats;
  private final int tasks;

  private ConvolutionKernel(Convolution spec, ConvolutionPlan plan, long limit) {
    this.plan = plan;
    this.bias = spec.bias();
    this.order = new WeightOrder(spec.geometry());
    this.weightFloats = plan.reordersWeights() ? spec.geometry().weightCount() : 0;
    long units = (long) plan.images() * plan.panels;
    this.tasks = ConvolutionPlan.tasks(units, weightFloats, plan.sliceFloats(), limit);
  }

  /** Returns the kernel, or empty where the geometry or the workspace's limit does not suit it. */
  static Optional<Kernel> of(Convolution spec, Blas blas, long limit) {
    if (!ConvolutionPlan.covers(spec.geometry())) {
      return Optional.empty();
    }
    ConvolutionKernel kernel =
        new ConvolutionKernel(spec, new ConvolutionPlan(spec.geometry(), blas), limit);
    return kernel.tasks == 0 ? Optional.empty() : Optional.of(kernel);
  }

  @Override
  public long workspaceBytes() {
    return (weightFloats + tasks * plan.sliceFloats()) * Float.BYTES;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region weights = operands[1];
    if (weightFloats > 0) {
      weights = operands[operands.length - 1].part(0, weightFloats);
      order.channelsInnermost(operands[1], weights, workers);
    }
    Region ready = weights;
    long units = (long) plan.images() * plan.panels;
    workers.forEach(
        tasks,
        (task, scratch) ->
            convolve(
                operands, ready, task, units * task / tasks, units * (task + 1) / tasks, scratch));
  }

  private void convolve(
      Region[] operands, Region weights, int task, long from, long to, Scratch scratch) {
    Region y = operands[bias ? 3 : 2];
    Region matrix = operands[plan.pointwise ? 0 : operands.length - 1];
    long slice = weightFloats + task * plan.sliceFloats();
    PanelWindows windows = new PanelWindows(plan);
    for (long unit = from; unit < to; unit++) {
      int image = (int) (unit / plan.panels);
      int panel = (int) (unit - (long) image * plan.panels);
      int start = plan.panelStart(panel);
      int end = plan.panelEnd(panel);
      long at = plan.inputAt(image) + start;
      if (!plan.pointwise) {
        windows.unfold(operands[0], image, start, end, matrix, slice, scratch);
        at = slice;
      }
      if (bias) {
        spread(operands[2], y, image, start, end, scratch);
      }
      plan.forward(end - start)
          .run(
              weights,
              plan.weightsAt(image),
              matrix,
              at,
              bias ? 1 : 0,
              y,
              plan.outputAt(image) + start,
              scratch);
    }
  }

  /** Starts the sums of a panel from the bias. */
  private void spread(Region values, Region y, int image, int start, int end, Scratch scratch) {
    long first = image % plan.geometry.groups() * plan.groupOutputs;
    for (int output = 0; output < plan.groupOutputs; output++) {
      long at = plan.outputAt(image) + (long) output * plan.windows;
      FillKernel.fill(y, at + start, at + end, values.get(first + output), scratch);
    }
  }
}
