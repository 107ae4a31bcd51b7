package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;

/**
 * The windows that one task unfolds, panel by panel in order: each loads those rows of the image
 * that the one before has not. Not thread-safe.
 */
final class PanelWindows {
  private final ConvolutionPlan plan;
  private int image = -1;
  private int rows;

  PanelWindows(ConvolutionPlan plan) {
    this.plan = plan;
  }

  /** Writes windows of an image of x as a dense matrix. */
  void unfold(Region x, int of, int from, int to, Region matrix, long at, Scratch scratch) {
    if (from == to) {
      return;
    }
    int loaded = of == image ? rows : Unfolding.NOTHING;
    rows = plan.unfolding.load(x, plan.inputAt(of), from, to, loaded, scratch);
    image = of;
    plan.unfolding.unfold(from, to, matrix, at, scratch);
  }
}
