package io.decant.spi.support;

import io.decant.spi.device.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where JavaCPP, which several backends use, unpacks native libraries to. */
public final class JavaCppFolder {
  /** JavaCPP's own property for the folder. */
  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private JavaCppFolder() {}

  /**
   * Makes sure, before JavaCPP is first used, that natives are unpacked to a folder that only this
   * user can write to; left to itself JavaCPP would quietly take another one when it cannot use the
   * folder it is told.
   *
   * @return the folder
   * @throws IOException when it cannot be written to
   */
  public static String prepare(BackendContext context) throws IOException {
    String chosen = System.getProperty(PROPERTY);
    if (chosen != null) {
      return chosen;
    }
    Path folder = context.cacheDirectory().resolve("natives");
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("the cache folder " + folder + " cannot be written to");
    }
    System.setProperty(PROPERTY, folder.toString());
    return folder.toString();
  }
}
