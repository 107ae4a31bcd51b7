package io.decant.tiering.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTierTest {
  private static final int CHUNK = 2 * SpillMedium.ALIGNMENT;

  @TempDir Path folder;

  @Test
  void whateverIsReadIsWhatWasWritten() throws IOException {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      int bytes = 1 + random.nextInt(5 * CHUNK);
      byte[] expected = new byte[bytes];
      try (FileTier tier = FileTier.open(SpillFile.create(folder), folder, CHUNK);
          TierStorage other = tier.allocate(3 * CHUNK).orElseThrow();
          TierStorage storage = tier.allocate(bytes).orElseThrow();
          HostMemory memory = HostMemory.allocate(6L * CHUNK)) {
        int aligned = (int) (-memory.address() & (SpillMedium.ALIGNMENT - 1));
        write(storage, memory, aligned, 0, expected);
        write(other, memory, aligned, 0, new byte[3 * CHUNK]);
        for (int step = 0; step < 200; step++) {
          int offset = random.nextInt(4) == 0 ? 0 : random.nextInt(bytes);
          int length = random.nextInt(4) == 0 ? bytes - offset : random.nextInt(bytes - offset + 1);
          int at = random.nextBoolean() ? aligned : random.nextInt(CHUNK);
          if (random.nextBoolean()) {
            byte[] values = new byte[length];
            random.nextBytes(values);
            System.arraycopy(values, 0, expected, offset, length);
            write(storage, memory, at, offset, values);
          } else {
            byte[] wanted = Arrays.copyOfRange(expected, offset, offset + length);
            assertArrayEquals(wanted, read(storage, memory, at, offset, length), "seed " + seed);
          }
        }
        assertArrayEquals(new byte[3 * CHUNK], read(other, memory, aligned, 0, 3 * CHUNK));
      }
    }
  }

  private static void write(
      TierStorage storage, HostMemory memory, int at, int offset, byte[] values)
      throws IOException {
    ByteBuffer buffer = memory.slice(at, (int) memory.bytes() - at).limit(values.length);
    buffer.duplicate().put(values);
    storage.write(offset, buffer);
    assertEquals(0, buffer.remaining());
  }

  private static byte[] read(TierStorage storage, HostMemory memory, int at, int offset, int length)
      throws IOException {
    ByteBuffer buffer = memory.slice(at, (int) memory.bytes() - at).limit(length);
    storage.read(offset, buffer);
    assertEquals(0, buffer.remaining());
    byte[] values = new byte[length];
    memory.slice(at, length).get(values);
    return values;
  }

  @Test
  void aChangedBitIsFound() throws IOException {
    HeapMedium disk = new HeapMedium(1 << 20);
    try (FileTier tier = FileTier.open(disk, folder, CHUNK);
        TierStorage storage = tier.allocate(CHUNK + 100).orElseThrow();
        HostMemory memory = HostMemory.allocate(4L * CHUNK)) {
      int aligned = (int) (-memory.address() & (SpillMedium.ALIGNMENT - 1));
      write(storage, memory, aligned, 0, new byte[CHUNK + 100]);
      read(storage, memory, aligned, 0, CHUNK + 100);
      disk.flip(CHUNK + 99);
      read(storage, memory, aligned, 0, CHUNK);
      IOException wrong =
          assertThrows(IOException.class, () -> read(storage, memory, aligned, 0, CHUNK + 100));
      assertTrue(wrong.getMessage().contains("checksum of 100 bytes at 8192"), wrong.getMessage());
      assertTrue(wrong.getMessage().contains("--spill_dir"), wrong.getMessage());
      disk.flip(CHUNK + 99);
      read(storage, memory, 1, CHUNK, 100);
    }
    assertTrue(disk.isClosed());
  }

  @Test
  void rangesAreUsedAgain() throws IOException {
    HeapMedium disk = new HeapMedium(8 * CHUNK);
    try (FileTier tier = FileTier.open(disk, folder, CHUNK)) {
      assertEquals(8 * CHUNK, tier.capacity());
      for (int i = 0; i < 100; i++) {
        TierStorage first = tier.allocate(3 * CHUNK).orElseThrow();
        TierStorage second = tier.allocate(4 * CHUNK + 1).orElseThrow();
        second.write(0, ByteBuffer.allocateDirect(4 * CHUNK + 1));
        assertTrue(tier.allocate(CHUNK).isEmpty(), "the disk has no more");
        first.close();
        first.close();
        tier.allocate(2 * CHUNK).orElseThrow().close();
        second.close();
      }
      assertEquals(8 * CHUNK, tier.capacity());
      assertEquals(
          7 * CHUNK, disk.end(), "the last chunk has one byte, and was never written back");
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    Path missing = folder.resolve("missing");
    UncheckedIOException error =
        assertThrows(UncheckedIOException.class, () -> SpillFile.create(missing));
    assertTrue(error.getMessage().contains("--spill_dir " + missing), error.getMessage());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nobodyElseSeesTheFile() throws IOException {
    try (SpillFile file = SpillFile.create(folder)) {
      assertTrue(file.freeBytes() > 0);
      assertEquals(List.of(), list(folder), "deleted while it is open");
      List<Path> open = openFiles();
      assertEquals(1, open.size());
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(open.get(0))));
    }
    assertEquals(List.of(), openFiles());
  }

  /** Returns the open files that lay in the folder. */
  private List<Path> openFiles() throws IOException {
    return list(Path.of("/proc/self/fd")).stream()
        .filter(
            path -> {
              try {
                return Files.readSymbolicLink(path).startsWith(folder);
              } catch (IOException e) {
                return false;
              }
            })
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
