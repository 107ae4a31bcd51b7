package io.decant.data.lmdb;

import io.decant.api.backend.CacheDirectory;

/**
 * Where liblmdb and the foreign-function library unpack their native code: the user's own cache
 * folder, unless the user named others.
 */
final class LmdbNatives {
  private static final String[] PROPERTIES = {"lmdbjava.extract.dir", "jffi.extract.dir"};

  private LmdbNatives() {}

  /** Sets the folders, before the first class of lmdbjava is touched. */
  static synchronized void prepare() {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, CacheDirectory.get().toString());
      }
    }
  }
}
