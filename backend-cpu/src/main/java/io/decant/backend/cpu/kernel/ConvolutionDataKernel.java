package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardData;
import java.util.Optional;

/**
 * {@link ConvolutionBackwardData}. Workspace: the reordered weights, if any, then a matrix of
 * windows for each task.
 */
final class ConvolutionDataKernel implements Kernel {
  private final ConvolutionPlan plan;
  private final WeightOrder order;
  private final long weightFloats;
  private final int tasks;

  private ConvolutionDataKernel(ConvolutionPlan plan, long limit) {
    this.plan = plan;
    this.order = new WeightOrder(plan.geometry);
    this.weightFloats = plan.reordersWeights() ? plan.geometry.weightCount() : 0;
    this.tasks = ConvolutionPlan.tasks(plan.images(), weightFloats, plan.sliceFloats(), limit);
  }

  /** Returns the kernel, or empty where the geometry or the workspace's limit does not suit it. */
  static Optional<Kernel> of(ConvolutionBackwardData spec, Blas blas, long limit) {
    if (!ConvolutionPlan.covers(spec.geometry())) {
      return Optional.empty();
    }
    ConvolutionDataKernel kernel =
        new ConvolutionDataKernel(new ConvolutionPlan(spec.geometry(), blas), limit);
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
    long images = plan.images();
    workers.forEach(
        tasks,
        (task, scratch) -> {
          for (long image = images * task / tasks; image < images * (task + 1) / tasks; image++) {
            backward(operands, ready, task, (int) image, scratch);
          }
        });
  }

  private void backward(Region[] operands, Region weights, int task, int image, Scratch scratch) {
    Region matrix = operands[plan.pointwise ? 2 : operands.length - 1];
    long slice = weightFloats + task * plan.sliceFloats();
    if (!plan.pointwise) {
      plan.unfolding.clear(scratch);
    }
    for (int panel = 0; panel < plan.panels; panel++) {
      int start = plan.panelStart(panel);
      int end = plan.panelEnd(panel);
      long dy = plan.outputAt(image) + start;
      long at = plan.pointwise ? plan.inputAt(image) + start : slice;
      if (plan.byRows()) {
        plan.data(end - start)
            .run(operands[0], dy, weights, plan.weightsAt(image), 0, matrix, at, scratch);
      } else {
        plan.data(end - start)
            .run(weights, plan.weightsAt(image), operands[0], dy, 0, matrix, at, scratch);
      }
      if (!plan.pointwise) {
        plan.unfolding.fold(start, end, matrix, at, scratch);
      }
    }
    if (!plan.pointwise) {
      plan.unfolding.store(operands[2], plan.inputAt(image), scratch);
    }
  }
}
