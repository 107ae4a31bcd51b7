package io.decant.backend.opencl.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where JOCL unpacks native libraries. Left to itself it takes the folder for temporary files and
 * names that never change, and loads what it finds there, whoever put it there.
 */
public final class LibraryFolder {
  private static final String TEMPORARY = "java.io.tmpdir";

  private LibraryFolder() {}

  /**
   * Runs something during which JOCL unpacks libraries, in a new folder that only this user can
   * enter. Afterwards the folder is gone; where a loaded library cannot be deleted, when Java ends.
   *
   * @throws UncheckedIOException when there can be no such folder
   */
  public static synchronized void use(Runnable loading) {
    String usual = System.getProperty(TEMPORARY);
    Path folder;
    try {
      folder = Files.createTempDirectory("decant-opencl-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for native libraries in " + usual, e);
    }
    System.setProperty(TEMPORARY, folder.toString());
    try {
      loading.run();
    } finally {
      System.setProperty(TEMPORARY, usual);
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
