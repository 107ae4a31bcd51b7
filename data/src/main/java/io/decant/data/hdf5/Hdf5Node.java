package io.decant.data.hdf5;

/** Something to write: a group, or a dataset in one. Immutable. */
public sealed interface Hdf5Node permits Hdf5Group, Hdf5Array, Hdf5Integer, Hdf5Text {
  /** Returns its name within its group; not empty, without slashes. */
  String name();
}
