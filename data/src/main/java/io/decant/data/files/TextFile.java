package io.decant.data.files;

import io.decant.data.DataException;
import io.decant.data.hdf5.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Text files that list other files or parts of them. */
public final class TextFile {
  private static final long LONGEST = 1L << 30;

  private TextFile() {}

  /**
   * Reads a file.
   *
   * @param what what it should be, for errors: "a text file that names images"
   * @return its text, as UTF-8
   * @throws DataException when it cannot be read or is no text
   */
  public static String read(Path file, String what) throws DataException {
    try {
      if (Files.isDirectory(file)) {
        throw error(file, "it is a folder; " + what + " is needed");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw error(file, "it is not a regular file");
      }
      if (Signature.isHdf5(file)) {
        throw error(file, "it is an HDF5 file; " + what + " is needed");
      }
      if (Files.size(file) > LONGEST) {
        throw error(
            file, "it has %,d bytes, %,d at most are allowed".formatted(Files.size(file), LONGEST));
      }
      byte[] bytes = Files.readAllBytes(file);
      for (byte b : bytes) {
        if (b == 0) {
          throw error(file, "it is no text");
        }
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (DataException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw error(file, "there is no such file");
    } catch (AccessDeniedException e) {
      throw error(file, "this user may not");
    } catch (IOException e) {
      throw error(file, String.valueOf(e.getMessage()));
    }
  }

  /** Reads a file's lines, as {@link #read}. */
  public static List<String> lines(Path file, String what) throws DataException {
    return read(file, what).lines().toList();
  }

  private static DataException error(Path file, String problem) {
    return new DataException("cannot read the list of files " + file + ": " + problem);
  }
}
