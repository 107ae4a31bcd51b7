package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
  private static final String NAME = "libcublas.so.13";

  @TempDir Path root;

  @Test
  void nothingIsFoundOnAnEmptyMachine() {
    assertEquals(Optional.empty(), find(""));
    assertEquals(Optional.empty(), find(root.resolve("nowhere") + "::"));
  }

  @Test
  void theSearchPathComesFirst() throws IOException {
    Path own = make("own/" + NAME);
    Path listed = make("opt/cuda/" + NAME);
    list("libc.so.6", "/opt/cuda/" + NAME);
    make("usr/lib64/" + NAME);
    assertEquals(Optional.of(own), find(own.getParent().toString()));
    assertEquals(Optional.of(listed), find(""));
  }

  @Test
  void theListHasOtherLibrariesToo() throws IOException {
    make("opt/cuda/libcublas.so.12");
    list("libcublas.so.12", "/opt/cuda/libcublas.so.12", "/gone/" + NAME);
    assertEquals(Optional.empty(), find(""));
    Path system = make("usr/lib/x86_64-linux-gnu/" + NAME);
    assertEquals(Optional.of(system), find(""));
  }

  @Test
  void ofSeveralToolkitsTheNewest() throws IOException {
    make("usr/local/cuda-13.0/lib64/" + NAME);
    Path newer = make("usr/local/cuda-13.10/targets/x86_64-linux/lib/" + NAME);
    make("usr/local/cuda-samples/lib64/" + NAME);
    assertEquals(newer.getFileName(), find("").orElseThrow().getFileName());
    Path chosen = make("usr/local/cuda/lib64/" + NAME);
    assertEquals(Optional.of(chosen), find(""));
  }

  @Test
  void theVersionIsWhatTheRealFileEndsIn() throws IOException {
    Path real = make("lib/libcublas.so.13.1.0.3");
    Path link = Files.createSymbolicLink(root.resolve("lib/" + NAME), real);
    assertEquals("13.1.0.3", LibrarySearch.version(link, NAME));
    assertEquals("", LibrarySearch.version(root.resolve("lib/gone.so.1"), NAME));
  }

  private Optional<Path> find(String searchPath) {
    return new LibrarySearch(root, searchPath).find(NAME);
  }

  private Path make(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.createFile(path);
  }

  private void list(String... entries) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/ld.so.cache"), "head\0" + String.join("\0", entries) + "\0");
  }
}
