package io.decant.api.solver;

import io.decant.spi.run.PendingScalars;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The losses of recent iterations: they arrive one iteration late, and the mean of the last {@code
 * average_loss} ones is what is shown. Source: Caffe's Solver::UpdateSmoothedLoss.
 */
final class LossWindow {
  private record Arriving(long iteration, List<PendingScalars> parts) {}

  private final int size;
  private final NanPolicy nanPolicy;
  private final Deque<Arriving> arriving = new ArrayDeque<>();
  private final Deque<Double> window = new ArrayDeque<>();

  LossWindow(int averageLoss, NanPolicy nanPolicy) {
    this.size = Math.max(1, averageLoss);
    this.nanPolicy = nanPolicy;
  }

  /** Notes the losses of an iteration's passes, whose mean is the iteration's loss. */
  void add(long iteration, List<PendingScalars> parts) {
    arriving.add(new Arriving(iteration, parts));
  }

  /** Takes in what has been enqueued before the last iteration, or everything. */
  void receive(boolean everything) {
    while (arriving.size() > (everything ? 0 : 1)) {
      receive(arriving.remove());
    }
  }

  /** Forgets the smoothing, as each new run does. */
  void restart() {
    receive(true);
    window.clear();
  }

  /** Returns the mean of the window; 0 before the first loss. */
  double smoothed() {
    return window.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private void receive(Arriving next) {
    double sum = 0;
    for (PendingScalars part : next.parts) {
      sum += part.get()[0];
    }
    double loss = next.parts.isEmpty() ? 0 : sum / next.parts.size();
    if (nanPolicy == NanPolicy.STOP && !Double.isFinite(loss)) {
      throw new NanLossException(next.iteration, loss);
    }
    append(loss);
  }

  /** Takes in a loss that is known already. */
  void append(double loss) {
    window.add(loss);
    if (window.size() > size) {
      window.remove();
    }
  }
}
