package io.decant.api.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Whom this process runs as. */
final class CurrentUser {
  /** On Linux this entry belongs to the process's user, also to one without a name. */
  private static final Path SELF = Path.of("/proc/self");

  private CurrentUser() {}

  /** Returns whether a principal is the current user. */
  static boolean is(UserPrincipal owner) throws IOException {
    if (Files.exists(SELF)) {
      return Files.getOwner(SELF).equals(owner);
    }
    String name = System.getProperty("user.name", "");
    return SELF.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(name)
        .equals(owner);
  }
}
