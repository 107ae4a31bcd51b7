package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
  private static final byte[] PROGRAM = {1, 2, 3, 4, 5};
  private static final String KEY = Digest.name("source", "options");

  @TempDir Path temporary;
  private final List<String> said = new ArrayList<>();

  @Test
  void whatIsStoredIsFoundByAnother() throws IOException {
    Path folder = temporary.resolve("new");
    assertTrue(cache(folder).load(KEY).isEmpty());
    cache(folder).store(KEY, PROGRAM);
    assertArrayEquals(PROGRAM, cache(folder).load(KEY).orElseThrow());
    assertEquals(List.of(), said);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(KEY)), files.toList(), "nothing unfinished is left");
    }
  }

  @Test
  void aDamagedProgramIsDeletedAndCanBeStoredAnew() throws IOException {
    Path file = temporary.resolve(KEY);
    ProgramCache cache = cache(temporary);
    cache.store(KEY, PROGRAM);
    byte[] good = Files.readAllBytes(file);
    for (int at : new int[] {0, 8, 39, 40, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      damaged(cache, file, bad);
    }
    damaged(cache, file, new byte[0]);
    damaged(cache, file, Arrays.copyOf(good, 42));
    cache.store(KEY, PROGRAM);
    assertArrayEquals(PROGRAM, cache.load(KEY).orElseThrow());
  }

  private void damaged(ProgramCache cache, Path file, byte[] content) throws IOException {
    said.clear();
    Files.write(file, content);
    assertTrue(cache.load(KEY).isEmpty());
    assertFalse(Files.exists(file));
    assertTrue(
        said.get(0)
            .contains("thing: the compiled program " + file + " is damaged; compiling it anew"),
        said.toString());
  }

  @Test
  void aFolderThatCannotBeIsToldOnce() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    ProgramCache cache = cache(file.resolve("folder"));
    cache.store(KEY, PROGRAM);
    cache.store(KEY, PROGRAM);
    assertTrue(cache.load(KEY).isEmpty());
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).contains("programs are compiled in each run"), said.toString());
  }

  @Test
  void keysKeepTextsApart() {
    assertNotEquals(Digest.name("ab", "c"), Digest.name("a", "bc"));
    assertTrue(KEY.matches("[0-9a-f]{64}"), KEY);
  }

  private ProgramCache cache(Path folder) {
    return new ProgramCache(
        "thing",
        folder,
        new BackendListener() {
          @Override
          public void info(String message) {
            said.add(message);
          }

          @Override
          public void warning(String message) {
            said.add(message);
          }
        });
  }
}
