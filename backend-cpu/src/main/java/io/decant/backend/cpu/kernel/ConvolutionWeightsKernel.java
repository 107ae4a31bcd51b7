package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardWeights;
import java.util.Optional;

/**
 * {@link ConvolutionBackwardWeights}. Each task sums the products of its share of the batch; the
 * tasks' sums are then added in order. Workspace: for each task its sum, then its matrix of
 * windows.
 */
final class ConvolutionWeightsKernel implements Kernel {
  private final ConvolutionPlan plan;
  private final WeightOrder order;
  private final boolean accumulate;
  private final long weights;
  private final long taskFloats;
  private final int tasks;

  private ConvolutionWeightsKernel(
      ConvolutionBackwardWeights spec, ConvolutionPlan plan, long limit) {
    this.plan = plan;
    this.order = new WeightOrder(plan.geometry);
    this.accumulate = spec.accumulate();
    this.weights = plan.geometry.weightCount();
    this.taskFloats = weights + plan.sliceFloats();
    long units = (long) plan.images() * plan.panels;
    this.tasks = ConvolutionPlan.tasks(units, 0, taskFloats, limit);
  }

  /** Returns the kernel, or empty where the geometry or the workspace's limit does not suit it. */
  static Optional<Kernel> of(ConvolutionBackwardWeights spec, Blas blas, long limit) {
    if (!ConvolutionPlan.covers(spec.geometry())) {
      return Optional.empty();
    }
    ConvolutionWeightsKernel kernel =
        new ConvolutionWeightsKernel(spec, new ConvolutionPlan(spec.geometry(), blas), limit);
    return kernel.tasks == 0 ? Optional.empty() : Optional.of(kernel);
  }

  @Override
  public long workspaceBytes() {
    return tasks * taskFloats * Float.BYTES;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region workspace = operands[3];
    long units = (long) plan.images() * plan.panels;
    workers.forEach(
        tasks,
        (task, scratch) -> {
          Region own = workspace.part(task * taskFloats, taskFloats);
          FillKernel.fill(own, 0, weights, 0, scratch);
          sum(operands, own, units * task / tasks, units * (task + 1) / tasks, scratch);
        });
    workers.forRanges(
        plan.geometry.outputs(),
        Tiles.unitsPerTask((long) plan.depth * tasks),
        (from, to, scratch) -> {
          for (long output = from; output < to; output++) {
            addUp(workspace, operands[2], output * plan.depth, scratch);
          }
        });
  }

  private void sum(Region[] operands, Region own, long from, long to, Scratch scratch) {
    PanelWindows windows = new PanelWindows(plan);
    for (long unit = from; unit < to; unit++) {
      int image = (int) (unit / plan.panels);
      int panel = (int) (unit - (long) image * plan.panels);
      int start = plan.panelStart(panel);
      int end = plan.panelEnd(panel);
      Region matrix = operands[0];
      long at = plan.inputAt(image) + start;
      if (!plan.pointwise) {
        matrix = own;
        at = weights;
        windows.unfold(operands[0], image, start, end, own, at, scratch);
      }
      plan.weights(end - start)
          .run(
              operands[1],
              plan.outputAt(image) + start,
              matrix,
              at,
              1,
              own,
              plan.weightsAt(image),
              scratch);
    }
  }

  /** Adds the tasks' sums of one output's weights. */
  private void addUp(Region workspace, Region dw, long at, Scratch scratch) {
    int depth = plan.depth;
    float[] sum = scratch.floats(Slots.X, depth);
    float[] next = scratch.floats(Slots.Y, depth);
    workspace.get(at, sum, 0, depth);
    for (int task = 1; task < tasks; task++) {
      workspace.get(task * taskFloats + at, next, 0, depth);
      BinaryFunctions.add(sum, next, depth);
    }
    if (plan.reordersWeights()) {
      sum = order.channelsOutermost(sum, scratch);
    }
    if (accumulate) {
      dw.get(at, next, 0, depth);
      BinaryFunctions.add(sum, next, depth);
    }
    dw.put(at, sum, 0, depth);
  }
}
