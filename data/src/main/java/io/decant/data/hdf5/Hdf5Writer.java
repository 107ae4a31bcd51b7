package io.decant.data.hdf5;

import io.decant.data.DataException;
import io.decant.proto.ProtoFileException;
import io.decant.proto.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes files of groups and datasets, each dataset in one piece behind a head that describes all
 * of them. Thread-safe.
 */
public final class Hdf5Writer {
  private Hdf5Writer() {}

  /**
   * Writes a file, which appears under its name only when it is complete.
   *
   * @param file its name; its folder must exist
   * @param children what its root group holds, in any order
   * @throws DataException when it cannot be written, as when the disk is full; what had the name is
   *     untouched then
   * @throws IllegalArgumentException when {@link #check} would refuse it
   */
  public static void write(Path file, List<? extends Hdf5Node> children) throws DataException {
    Hdf5Head head = new Hdf5Head(children);
    try (AtomicFile target = AtomicFile.create(file)) {
      try {
        head.write(target.stream());
      } catch (IOException e) {
        throw target.failure(e);
      }
      target.commit();
    } catch (ProtoFileException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Checks that something can be written; takes no values for that.
   *
   * @throws IllegalArgumentException when a group has two children of one name, or one whose name
   *     HDF5 does not allow
   */
  public static void check(List<? extends Hdf5Node> children) {
    new Hdf5Head(children);
  }
}
