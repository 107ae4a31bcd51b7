package io.decant.conformance.layers;

import io.decant.conformance.cases.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * A bottom of the layer under test, filled from outside.
 *
 * @param name the blob's name
 * @param dims its extents
 * @param values what it is filled with
 * @param differentiable whether the layer has a gradient for it
 */
public record LayerInput(String name, List<Long> dims, Values values, boolean differentiable) {
  /** Copies the list. */
  public LayerInput {
    dims = List.copyOf(dims);
  }

  /** Returns a bottom of numbers from -1 to 1, apart from each other, that gets a gradient. */
  public static LayerInput of(String name, long... dims) {
    return of(name, Values.apart(-1, 1), dims);
  }

  /** Returns a bottom that gets a gradient. */
  public static LayerInput of(String name, Values values, long... dims) {
    return new LayerInput(name, boxed(dims), values, true);
  }

  /** Returns a bottom without a gradient: labels, indices, what is only looked at. */
  public static LayerInput fixed(String name, Values values, long... dims) {
    return new LayerInput(name, boxed(dims), values, false);
  }

  /** Returns this bottom with another first extent, where it has one. */
  LayerInput withBatch(long batch) {
    List<Long> changed = new ArrayList<>(dims);
    if (!changed.isEmpty()) {
      changed.set(0, batch);
    }
    return new LayerInput(name, changed, values, differentiable);
  }

  private static List<Long> boxed(long... dims) {
    List<Long> list = new ArrayList<>();
    for (long dim : dims) {
      list.add(dim);
    }
    return list;
  }
}
