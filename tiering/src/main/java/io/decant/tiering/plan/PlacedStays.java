package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stays that have addresses, found again by time. Time is cut into sections of equal length, each
 * with the stays that touch it, so that short stays look at few others.
 */
final class PlacedStays {
  private static final int SECTION = 32;

  private final Map<Integer, List<Stay>> sections = new HashMap<>();

  void add(Stay stay) {
    for (Span span : stay.spans()) {
      for (int section = span.first() / SECTION; section <= span.last() / SECTION; section++) {
        sections.computeIfAbsent(section, key -> new ArrayList<>()).add(stay);
      }
    }
  }

  /** Returns the stays that meet another in time, by address. */
  List<Stay> meeting(Stay other) {
    Set<Stay> found = new LinkedHashSet<>();
    for (Span span : other.spans()) {
      for (int section = span.first() / SECTION; section <= span.last() / SECTION; section++) {
        for (Stay stay : sections.getOrDefault(section, List.of())) {
          if (stay.meets(other)) {
            found.add(stay);
          }
        }
      }
    }
    List<Stay> meeting = new ArrayList<>(found);
    meeting.sort(Comparator.comparingLong(Stay::address));
    return meeting;
  }
}
