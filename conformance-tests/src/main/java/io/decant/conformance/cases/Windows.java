package io.decant.conformance.cases;

import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sliding windows of one to three axes. */
final class Windows {
  private Windows() {}

  /** Returns a window over two axes with the same numbers on both. */
  static Window square(long planes, long input, long kernel, long stride, long pad, long dilation) {
    return new Window(
        planes,
        List.of(input, input),
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(pad, pad),
        List.of(pad, pad),
        List.of(dilation, dilation));
  }

  /** Returns a window over one axis. */
  static Window line(long planes, long input, long kernel, long stride, long begin, long end) {
    return new Window(
        planes,
        List.of(input),
        List.of(kernel),
        List.of(stride),
        List.of(begin),
        List.of(end),
        List.of(1L));
  }

  /** Returns windows at the edges of what is legal. */
  static List<Window> edges(long planes) {
    return List.of(
        square(planes, 1, 1, 1, 0, 1),
        square(planes, 5, 1, 1, 0, 1),
        square(planes, 6, 2, 2, 0, 1),
        square(planes, 7, 3, 2, 1, 1),
        square(planes, 7, 3, 1, 2, 2),
        square(planes, 5, 5, 1, 0, 1),
        square(planes, 4, 2, 1, 3, 1),
        square(planes, 12, 5, 1, 0, 1),
        line(planes, 10, 3, 3, 1, -2),
        line(planes, 3, 2, 4, 0, 6),
        line(planes, 19, 4, 1, 0, 3));
  }

  /** Returns windows of which some extent is empty. */
  static List<Window> empty(long planes) {
    return List.of(
        square(0, 5, 3, 1, 1, 1), square(planes, 0, 2, 1, 1, 1), line(planes, 0, 2, 1, 3, 0));
  }

  /** Returns any window over these planes. */
  static Window any(Random random, long planes) {
    while (true) {
      List<List<Long>> parts = new ArrayList<>();
      for (int part = 0; part < 6; part++) {
        parts.add(new ArrayList<>());
      }
      int rank = Pick.of(random, 1, 2, 2, 3);
      for (int axis = 0; axis < rank; axis++) {
        long end = Pick.of(random, 0, 0, 1, 2, -1);
        long[] numbers = {
          Pick.from(random, 1, rank == 3 ? 6 : 11),
          Pick.from(random, 1, 4),
          Pick.from(random, 1, 3),
          Pick.of(random, 0, 0, 1, 2),
          end,
          Pick.of(random, 1, 1, 2)
        };
        for (int part = 0; part < 6; part++) {
          parts.get(part).add(numbers[part]);
        }
      }
      if (fits(parts, rank)) {
        return new Window(
            planes,
            parts.get(0),
            parts.get(1),
            parts.get(2),
            parts.get(3),
            parts.get(4),
            parts.get(5));
      }
    }
  }

  private static boolean fits(List<List<Long>> parts, int rank) {
    for (int axis = 0; axis < rank; axis++) {
      long reach = parts.get(5).get(axis) * (parts.get(1).get(axis) - 1) + 1;
      if (parts.get(0).get(axis) + parts.get(3).get(axis) + parts.get(4).get(axis) < reach) {
        return false;
      }
    }
    return true;
  }
}
