package io.decant.spi.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where JOCL, JOCLBlast and JCuda unpack native libraries. Left to themselves they take the common
 * folder for temporary files and names that never change, and load or overwrite what they find
 * there, whoever put it there or runs from it.
 */
public final class LibraryFolder {
  private static final String TEMPORARY = "java.io.tmpdir";

  private LibraryFolder() {}

  /**
   * Runs something during which such a library is loaded, with a new folder for temporary files
   * that only this user can enter. Afterwards the folder is gone; where a loaded library cannot be
   * deleted, when Java ends.
   *
   * @throws IOException when there can be no such folder
   */
  public static synchronized void use(Runnable loading) throws IOException {
    Path folder = Files.createTempDirectory("decant-natives-");
    String before = System.setProperty(TEMPORARY, folder.toString());
    try {
      loading.run();
    } finally {
      if (before == null) {
        System.clearProperty(TEMPORARY);
      } else {
        System.setProperty(TEMPORARY, before);
      }
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    List<File> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
    } catch (IOException e) {
      files = List.of(folder.toFile());
    }
    List<File> left = files.stream().filter(file -> !file.delete()).toList();
    for (int i = left.size() - 1; i >= 0; i--) {
      left.get(i).deleteOnExit(); // the last registered is the first deleted
    }
  }
}
