package io.decant.data.layer;

import io.decant.data.DataException;
import io.decant.data.hdf5.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Text files that name other files, divided by white space, as Caffe reads them. */
final class FileList {
  private static final long LONGEST = 1L << 26;

  private FileList() {}

  /**
   * Reads a list.
   *
   * @return the names in it, at least one
   * @throws DataException when it cannot be read, is no such list or names nothing
   */
  static List<String> read(Path list) throws DataException {
    try {
      if (Files.isDirectory(list)) {
        throw error(list, "it is a folder; a text file that names HDF5 files is needed");
      }
      if (Files.exists(list) && !Files.isRegularFile(list)) {
        throw error(list, "it is not a regular file");
      }
      if (Signature.isHdf5(list)) {
        throw error(list, "it is an HDF5 file; a text file that names HDF5 files is needed");
      }
      if (Files.size(list) > LONGEST) {
        throw error(
            list, "it has %,d bytes, %,d at most are allowed".formatted(Files.size(list), LONGEST));
      }
      String text = Files.readString(list, StandardCharsets.ISO_8859_1);
      if (text.indexOf(0) >= 0) {
        throw error(list, "it is no text");
      }
      String names = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      if (names.isBlank()) {
        throw error(list, "it names no file");
      }
      return List.of(names.strip().split("\\s+"));
    } catch (DataException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw error(list, "there is no such file");
    } catch (AccessDeniedException e) {
      throw error(list, "this user may not");
    } catch (IOException e) {
      throw error(list, String.valueOf(e.getMessage()));
    }
  }

  private static DataException error(Path list, String problem) {
    return new DataException("cannot read the list of files " + list + ": " + problem);
  }
}
