package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryFolderTest {
  private final String usual = System.getProperty("java.io.tmpdir");

  @Test
  void itIsTheUsersAloneAndGoneAfterwards() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      LibraryFolder.use(() -> folders.add(unpack()));
    }
    assertEquals(usual, System.getProperty("java.io.tmpdir"));
    assertNotEquals(folders.get(0), folders.get(1));
    folders.forEach(folder -> assertFalse(Files.exists(folder), folder.toString()));
  }

  @Test
  void aLibraryThatCannotBeLoadedLeavesNothing() {
    List<Path> folders = new ArrayList<>();
    assertThrows(
        UnsatisfiedLinkError.class,
        () ->
            LibraryFolder.use(
                () -> {
                  folders.add(unpack());
                  throw new UnsatisfiedLinkError("of another system");
                }));
    assertEquals(usual, System.getProperty("java.io.tmpdir"));
    assertFalse(Files.exists(folders.get(0)));
  }

  private static Path unpack() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
      }
      Files.createDirectories(folder.resolve("linux/x86_64"));
      Files.writeString(folder.resolve("linux/x86_64/libexample.so"), "a library");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
