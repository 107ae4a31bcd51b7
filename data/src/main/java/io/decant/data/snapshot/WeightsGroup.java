package io.decant.data.snapshot;

import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Group;
import io.decant.data.hdf5.Hdf5Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A group of the weights to write: a layer, what layers' names begin with, or both. */
final class WeightsGroup {
  private final Map<String, WeightsGroup> groups = new TreeMap<>();
  private final List<Hdf5Array> arrays = new ArrayList<>();

  /** Returns the group of a layer, made with those above it if it is new. */
  WeightsGroup layer(String name) {
    WeightsGroup group = this;
    for (String part : name.split("/", -1)) {
      group = group.groups.computeIfAbsent(part, key -> new WeightsGroup());
    }
    return group;
  }

  void add(Hdf5Array array) {
    arrays.add(array);
  }

  Hdf5Group group(String name) {
    List<Hdf5Node> children = new ArrayList<>(arrays);
    groups.forEach((part, group) -> children.add(group.group(part)));
    return new Hdf5Group(name, children);
  }
}
