package example.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendListener;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was written is read again, and takes less memory where it can. */
class CompressedTierTest {
  private static final int BYTES = (1 << 18) * 2 + 12_345;

  private final List<String> said = new ArrayList<>();
  private final CompressedTier tier = new CompressedTier(2L * BYTES, listener());
  private final Random random = new Random(1);

  @Test
  void anyPartReadsWhatWasLastWritten() throws IOException {
    byte[] expected = new byte[BYTES];
    try (TierStorage storage = tier.allocate(BYTES).orElseThrow()) {
      for (int i = 0; i < 60; i++) {
        byte[] part = new byte[1 + random.nextInt(i % 3 == 0 ? BYTES : 5_000)];
        if (i % 2 == 0) {
          random.nextBytes(part);
        }
        int at = random.nextInt(BYTES - part.length + 1);
        storage.write(at, direct(part));
        System.arraycopy(part, 0, expected, at, part.length);

        int from = random.nextInt(BYTES);
        assertArrayEquals(
            Arrays.copyOfRange(expected, from, BYTES), read(storage, from, BYTES - from));
      }
      assertArrayEquals(expected, read(storage, 0, BYTES));
    }
  }

  @Test
  void zerosTakeLittleMemoryAndNoiseNoMoreThanItself() throws IOException {
    byte[] noise = new byte[BYTES];
    random.nextBytes(noise);
    try (TierStorage zeros = tier.allocate(BYTES).orElseThrow();
        TierStorage full = tier.allocate(BYTES).orElseThrow()) {
      zeros.write(0, direct(new byte[BYTES]));
      full.write(0, direct(noise));
    }
    tier.close();
    String[] words = said.get(0).split(" ");
    long contents = Long.parseLong(words[5]);
    long memory = Long.parseLong(words[8]);
    assertEquals(2L * BYTES, contents, said.get(0));
    assertTrue(memory >= BYTES && memory < 1.02 * BYTES, said.get(0));
  }

  @Test
  void roomIsCountedAndGivenBack() {
    TierStorage first = tier.allocate(2L * BYTES).orElseThrow();
    assertTrue(tier.allocate(1).isEmpty());
    first.close();
    first.close();
    tier.allocate(2L * BYTES).orElseThrow().close();
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static byte[] read(TierStorage storage, int from, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocateDirect(count);
    storage.read(from, target);
    byte[] bytes = new byte[count];
    target.flip().get(bytes);
    return bytes;
  }

  private BackendListener listener() {
    return new BackendListener() {
      @Override
      public void info(String message) {
        said.add(message);
      }

      @Override
      public void warning(String message) {
        throw new AssertionError(message);
      }
    };
  }
}
