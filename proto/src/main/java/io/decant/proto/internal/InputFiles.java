package io.decant.proto.internal;

import io.decant.proto.ProtoFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says what is wrong with a file that was to be read. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * Makes sure that a file can be read, before anything is allocated for it.
   *
   * @param longest the most bytes it may have
   * @param advice what to do with longer ones, behind a separator; may be empty
   * @return its size in bytes
   */
  public static long check(Path file, long longest, String advice) {
    try {
      if (Files.isDirectory(file)) {
        throw new ProtoFileException(file + " is a folder; a file is needed");
      }
      long size = Files.size(file);
      if (!Files.isRegularFile(file)) {
        throw new ProtoFileException(file + " is not a regular file");
      }
      if (size > longest) {
        throw new ProtoFileException(
            String.format(
                "%s has %,d bytes; at most %,d can be read%s", file, size, longest, advice));
      }
      return size;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns, to be thrown, what kept a file from being read. */
  public static ProtoFileException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      Path folder = file.toAbsolutePath().getParent();
      String where =
          folder != null && !Files.isDirectory(folder)
              ? "; there is no folder " + folder
              : " in " + folder;
      return new ProtoFileException(file + ": no such file" + (file.isAbsolute() ? "" : where), e);
    }
    if (e instanceof AccessDeniedException) {
      return new ProtoFileException(file + " may not be read by this user", e);
    }
    return new ProtoFileException(file + " cannot be read: " + e.getMessage(), e);
  }
}
