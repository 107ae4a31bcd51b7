package io.decant.data.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where liblmdb and the foreign-function library unpack their native code: a folder of this process
 * that only this user can enter, unless the user named one.
 */
final class LmdbNatives {
  private static final String[] PROPERTIES = {"lmdbjava.extract.dir", "jffi.extract.dir"};

  private LmdbNatives() {}

  /** Sets the folders, before the first class of lmdbjava is touched. */
  static synchronized void prepare() throws IOException {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) == null) {
        Path folder = Files.createTempDirectory("decant-natives-");
        folder.toFile().deleteOnExit();
        System.setProperty(property, folder.toString());
      }
    }
  }
}
