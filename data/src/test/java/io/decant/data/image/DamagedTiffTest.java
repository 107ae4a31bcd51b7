package io.decant.data.image;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** TIFFs for whose tags the platform's reader would take hundreds of megabytes. */
class DamagedTiffTest {
  private static final int BITS_PER_SAMPLE = 258;
  private static final int COMPRESSION = 259;
  private static final int DEFLATE = 8 << 16;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final long MOST_BYTES = 16 << 20;

  @Test
  void morePixelsThanTheFileHasBytes() throws IOException {
    byte[] tiff = tiff(BufferedImage.TYPE_INT_RGB);
    put(tiff, COMPRESSION, DEFLATE);
    put(tiff, STRIP_BYTE_COUNTS, 0x1fff_ffff);
    assertRefused(tiff, "it cannot be decoded: Data segment out of stream");
  }

  @Test
  void samplesOfManyBits() throws IOException {
    byte[] tiff = tiff(BufferedImage.TYPE_BYTE_GRAY);
    put(tiff, BITS_PER_SAMPLE, 26 << 16);
    assertRefused(tiff, "it has 26 bits a channel; 8 can be read");
  }

  private static void assertRefused(byte[] bytes, String problem) {
    long before = allocated();
    DataException refused =
        assertThrows(
            DataException.class, () -> ImageDecoder.decode(bytes, Colours.AS_STORED, "it"));
    long taken = allocated() - before;
    assertTrue(refused.getMessage().startsWith(problem), refused.getMessage());
    assertTrue(taken < MOST_BYTES, taken + " bytes");
  }

  private static byte[] tiff(int type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(3, 2, type), "tiff", bytes));
    return bytes.toByteArray();
  }

  /** Gives a tag another value. */
  private static void put(byte[] tiff, int tag, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(tiff);
    int directory = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (bytes.getShort(entry) == tag) {
        bytes.putInt(entry + 8, value);
        return;
      }
    }
    throw new AssertionError("no tag " + tag);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
