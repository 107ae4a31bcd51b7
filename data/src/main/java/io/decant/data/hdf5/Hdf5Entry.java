package io.decant.data.hdf5;

/**
 * What stands in a group of an open file.
 *
 * @param name its name within the group
 * @param path its name behind those of its groups and slashes
 * @param kind what it is; for a link, what it leads to
 */
public record Hdf5Entry(String name, String path, Kind kind) {
  /** What can stand in a group. */
  public enum Kind {
    /** A group. */
    GROUP,
    /** Numbers or texts. */
    DATASET,
    /** A link that leads nowhere, or something else. */
    OTHER
  }
}
