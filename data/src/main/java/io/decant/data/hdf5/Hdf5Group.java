package io.decant.data.hdf5;

import java.util.List;

/**
 * A group to write.
 *
 * @param name its name within the group that holds it
 * @param children what it holds, in any order, each with a name of its own
 */
public record Hdf5Group(String name, List<? extends Hdf5Node> children) implements Hdf5Node {
  /** Copies the list. */
  public Hdf5Group {
    children = List.copyOf(children);
  }
}
