package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxLibrariesTest {
  private static final String NAME = "libOpenCL.so";

  @TempDir Path root;

  @Test
  void aListThatHasTheLibrary() throws IOException {
    list("\0libc.so.6\0/usr/lib/libOpenCL.so.1\0");
    assertFalse(new LinuxLibraries(root, "").lacks(NAME));
  }

  @Test
  void aListThatHasItNot() throws IOException {
    list("\0libc.so.6\0");
    assertTrue(new LinuxLibraries(root, "").lacks(NAME));
    assertTrue(new LinuxLibraries(root, root.resolve("nowhere") + ":").lacks(NAME));
  }

  @Test
  void foldersThatAreSearchedBesides() throws IOException {
    list("\0libc.so.6\0");
    Path own = Files.createDirectory(root.resolve("own"));
    Files.createFile(own.resolve("libOpenCL.so.1.0.0"));
    assertFalse(new LinuxLibraries(root, own.toString()).lacks(NAME));
    Path system = Files.createDirectories(root.resolve("usr/lib64"));
    Files.createFile(system.resolve("libOpenCL.so"));
    assertFalse(new LinuxLibraries(root, "").lacks(NAME));
  }

  @Test
  void withoutAListNothingIsCertain() {
    assertFalse(new LinuxLibraries(root, "").lacks(NAME));
  }

  private void list(String content) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/ld.so.cache"), content);
  }
}
