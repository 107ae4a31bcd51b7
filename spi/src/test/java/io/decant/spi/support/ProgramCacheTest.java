package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

  @Test
  void whatIsOldOrTooMuchIsDeleted() throws IOException {
    Path other = Files.writeString(temporary.resolve("notes.txt"), "not a program");
    age(other, 1000);
    Path unfinished = Files.createFile(temporary.resolve("unfinished-1"));
    Path justBegun = Files.createFile(temporary.resolve("unfinished-2"));
    age(unfinished, 2);
    ProgramCache first = cache(temporary);
    for (int i = 0; i < 5; i++) {
      first.store(Digest.name("" + i), PROGRAM);
      age(file(i), 10 + i);
    }
    age(file(1), 31);
    assertTrue(small().load(Digest.name("3")).isPresent());
    small().store(Digest.name("5"), PROGRAM);
    assertEquals(Set.of(file(0), file(3), file(5), other, justBegun), Set.copyOf(files()));
    assertEquals(List.of(), said);
  }

  @Test
  void aRunThatStoresMuchKeepsTheLimit() throws IOException {
    ProgramCache cache = small();
    for (int i = 0; i < 40; i++) {
      cache.store(Digest.name("" + i), PROGRAM);
    }
    assertTrue(files().size() <= 3, () -> files().size() + " programs are left");
  }

  private static void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }

  private Path file(int number) {
    return temporary.resolve(Digest.name("" + number));
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a cache with room for three programs, each for 30 days. */
  private ProgramCache small() {
    long bytes = 3L * (8 + Digest.BYTES + PROGRAM.length);
    return new ProgramCache("thing", temporary, listener(), bytes, Duration.ofDays(30));
  }

  private ProgramCache cache(Path folder) {
    return new ProgramCache("thing", folder, listener());
  }

  private BackendListener listener() {
    return new BackendListener() {
      @Override
      public void info(String message) {
        said.add(message);
      }

      @Override
      public void warning(String message) {
        said.add(message);
      }
    };
  }
}
