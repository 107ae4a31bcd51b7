package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps that every schedule has for windows: behind its last use, what was written to a window
 * goes back to its parent; a parent that nobody needs any more is dropped.
 */
public final class WindowSteps {
  private final Map<Integer, List<Step>> stores = new HashMap<>();
  private final Map<Integer, List<Step>> drops = new HashMap<>();

  /** Finds the steps of a program. */
  public WindowSteps(LoweredProgram program) {
    Map<Block, Integer> lastUse = new LinkedHashMap<>();
    Set<Block> written = new HashSet<>();
    for (int i = 0; i < program.ops().size(); i++) {
      for (BlockAccess access : program.ops().get(i).accesses()) {
        if (access.block().window() != null) {
          lastUse.put(access.block(), i);
          if (access.writes()) {
            written.add(access.block());
          }
        }
      }
    }
    lastUse.forEach(
        (window, op) -> {
          if (written.contains(window)) {
            add(stores, op, new Step.SwapOut(window));
          }
        });
    for (int i = 0; i < program.ops().size(); i++) {
      for (BlockAccess parent : program.ops().get(i).parents()) {
        if (parent.dead()) {
          add(drops, i, new Step.Drop(parent.block()));
        }
      }
    }
  }

  /** Returns the steps behind an operator that bring windows back to their parents. */
  public List<Step> stores(int op) {
    return stores.getOrDefault(op, List.of());
  }

  /** Returns the steps that follow these, and drop parents. */
  public List<Step> drops(int op) {
    return drops.getOrDefault(op, List.of());
  }

  private static void add(Map<Integer, List<Step>> steps, int op, Step step) {
    steps.computeIfAbsent(op, key -> new ArrayList<>()).add(step);
  }
}
