package io.decant.kernels.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Geometry with a number for each axis, as {@code axes.h} reads it. */
final class AxisLists {
  private AxisLists() {}

  /** Returns the constants that {@code axes.h} needs. */
  static Map<String, String> constants(int rank) {
    String list =
        IntStream.range(0, rank)
            .mapToObj(axis -> "name##" + axis + "##suffix")
            .collect(Collectors.joining(", ", "{", "}"));
    return Map.of("RANK", Integer.toString(rank), "AXES(name, suffix)", list);
  }

  /**
   * Returns numbers behind as many axes of {@code filler} as make {@code rank}, so that one program
   * serves all small ranks.
   */
  static List<Long> padded(List<Long> numbers, int rank, long filler) {
    List<Long> all =
        new ArrayList<>(Collections.nCopies(Math.max(0, rank - numbers.size()), filler));
    all.addAll(numbers);
    return all;
  }
}
