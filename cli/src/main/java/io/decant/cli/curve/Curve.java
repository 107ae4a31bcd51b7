package io.decant.cli.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * A value over a run. When it has too many points to be drawn, every second one is dropped, and
 * from then on every second one that comes.
 */
final class Curve {
  static final int MOST = 2000;

  /**
   * A point.
   *
   * @param iteration where
   * @param value how much
   */
  record Point(long iteration, double value) {}

  private final List<Point> points = new ArrayList<>();
  private int step = 1;
  private int waiting;

  void add(long iteration, double value) {
    waiting++;
    if (!Double.isFinite(value) || waiting < step) {
      return;
    }
    waiting = 0;
    points.add(new Point(iteration, value));
    if (points.size() > MOST) {
      for (int i = points.size() - 2; i > 0; i -= 2) {
        points.remove(i);
      }
      step *= 2;
    }
  }

  List<Point> points() {
    return points;
  }
}
