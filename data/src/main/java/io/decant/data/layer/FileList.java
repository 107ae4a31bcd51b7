package io.decant.data.layer;

import io.decant.data.DataException;
import io.decant.data.files.TextFile;
import java.nio.file.Path;
import java.util.List;

/** Text files that name HDF5 files, divided by white space, as Caffe reads them. */
final class FileList {
  private FileList() {}

  /**
   * Reads a list.
   *
   * @return the names in it, at least one
   * @throws DataException when it cannot be read, is no such list or names nothing
   */
  static List<String> read(Path list) throws DataException {
    String names = TextFile.read(list, "a text file that names HDF5 files");
    if (names.isBlank()) {
      throw new DataException("cannot read the list of files " + list + ": it names no file");
    }
    return List.of(names.strip().split("\\s+"));
  }
}
