package io.decant.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {
  @TempDir Path temporary;

  @BeforeEach
  void posix() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  @Test
  void aNewFolderIsForItsOwnerOnly() throws IOException {
    Path folder = CacheDirectory.prepare(temporary.resolve("some/cache"));
    assertEquals("rwx------", permissions(folder));
    assertEquals(folder.toRealPath(), CacheDirectory.prepare(folder));
  }

  @Test
  void othersNoLongerReadAnOldFolder() throws IOException {
    Path folder = make("rwxr-xr-x");
    CacheDirectory.prepare(folder);
    assertEquals("rwx------", permissions(folder));
  }

  @Test
  void aFolderThatOthersCanWriteToIsRefusedAndLeftAlone() throws IOException {
    for (String open : new String[] {"rwxrwx---", "rwx---rwx"}) {
      Path folder = make(open);
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> CacheDirectory.prepare(folder));
      assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
      assertTrue(refused.getMessage().contains("decant.cache"), refused.getMessage());
      assertEquals(open, permissions(folder));
      Files.delete(folder);
    }
  }

  @Test
  void aFileInItsPlaceIsAnError() throws IOException {
    Path file = Files.createFile(temporary.resolve("cache"));
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> CacheDirectory.prepare(file))
            .getMessage()
            .contains(file.toString()));
  }

  /** Only root can give a link or a folder away. */
  @Test
  void whatAnotherUserMadeIsRefused() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")));
    Path mine = Files.createDirectory(temporary.resolve("mine"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), mine);
    CacheDirectory.prepare(link);
    giveAway(link);
    refused(link, "is a link that another user made");
    Path folder = make("rwx------");
    giveAway(folder);
    refused(folder, "belongs to another user");
  }

  @Test
  void aFolderThatOthersCanReplaceIsRefused() throws IOException {
    Path parent = Files.createDirectory(temporary.resolve("shared"));
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path folder = parent.resolve("cache");
    refused(folder, "everybody can replace the cache folder");
    Files.setAttribute(parent, "unix:mode", 0x3FF); // sticky, rwxrwxrwx
    CacheDirectory.prepare(folder);
  }

  @Test
  void ourOwnLinkIsFollowed() throws IOException {
    Path folder = make("rwx------");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertEquals(folder.toRealPath(), CacheDirectory.prepare(link));
  }

  private static void giveAway(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
  }

  private static void refused(Path folder, String part) {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> CacheDirectory.prepare(folder));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("decant.cache"), e.getMessage());
  }

  private Path make(String permissions) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("cache"));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
