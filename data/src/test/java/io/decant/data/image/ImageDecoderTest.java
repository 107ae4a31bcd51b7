package io.decant.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats, channels and orientations, and images that lie about their size. */
class ImageDecoderTest {
  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes), format);
    return bytes.toByteArray();
  }

  /** An image of 2 rows and 3 columns, all pixels different. */
  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, 0xff000000 | (10 + i) << 16 | (100 + i) << 8 | (200 + i));
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"png", "bmp", "tiff"})
  void coloursAreBlueGreenAndRed(String format) throws IOException {
    byte[] bytes = encode(image(BufferedImage.TYPE_INT_RGB), format);
    Image decoded = ImageDecoder.decode(bytes, Colours.AS_STORED, "it");
    assertEquals(new ImageShape(3, 2, 3), decoded.shape());
    for (int i = 0; i < 6; i++) {
      byte[] pixel = Arrays.copyOfRange(decoded.bytes(), 3 * i, 3 * i + 3);
      assertArrayEquals(new byte[] {(byte) (200 + i), (byte) (100 + i), (byte) (10 + i)}, pixel);
    }
    Image gray = ImageDecoder.decode(bytes, Colours.GRAY, "it");
    assertEquals(new ImageShape(1, 2, 3), gray.shape());
    assertEquals(Math.round(0.299 * 10 + 0.587 * 100 + 0.114 * 200), gray.bytes()[0] & 0xff);
  }

  @Test
  void opacityIsDroppedUnlessItIsAskedFor() throws IOException {
    BufferedImage image = image(BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x400a64c8);
    byte[] bytes = encode(image, "png");
    Image stored = ImageDecoder.decode(bytes, Colours.AS_STORED, "it");
    assertEquals(4, stored.shape().channels());
    assertArrayEquals(new byte[] {(byte) 200, 100, 10, 0x40}, Arrays.copyOf(stored.bytes(), 4));
    Image colour = ImageDecoder.decode(bytes, Colours.COLOUR, "it");
    assertArrayEquals(new byte[] {(byte) 200, 100, 10}, Arrays.copyOf(colour.bytes(), 3));
  }

  @Test
  void paletteAndGray() throws IOException {
    byte[] palette = encode(image(BufferedImage.TYPE_BYTE_INDEXED), "png");
    assertEquals(3, ImageDecoder.decode(palette, Colours.AS_STORED, "it").shape().channels());
    BufferedImage gray = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(1, 0, 0, 77);
    byte[] bytes = encode(gray, "png");
    Image stored = ImageDecoder.decode(bytes, Colours.AS_STORED, "it");
    assertEquals(1, stored.shape().channels());
    assertEquals(77, stored.bytes()[1]);
    Image colour = ImageDecoder.decode(bytes, Colours.COLOUR, "it");
    assertArrayEquals(new byte[] {77, 77, 77}, Arrays.copyOfRange(colour.bytes(), 3, 6));
  }

  @Test
  void sixteenBitsKeepTheirUpperHalf() throws IOException {
    BufferedImage deep = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 0, 0, 0x1234);
    byte[] bytes = encode(deep, "png");
    assertEquals(0x12, ImageDecoder.decode(bytes, Colours.GRAY, "it").bytes()[1]);
    DataException e =
        assertThrows(
            DataException.class, () -> ImageDecoder.decode(bytes, Colours.AS_STORED, "it"));
    assertEquals("it has 16 bits a channel; 8 can be read", e.getMessage());
  }

  /** Puts an Exif block with an orientation behind the first marker. */
  private static byte[] oriented(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] bytes = Arrays.copyOf(jpeg, jpeg.length + exif.length);
    System.arraycopy(exif, 0, bytes, 2, exif.length);
    System.arraycopy(jpeg, 2, bytes, 2 + exif.length, jpeg.length - 2);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 012345",
    "2, 210543",
    "3, 543210",
    "4, 345012",
    "5, 031425",
    "6, 304152",
    "7, 524130",
    "8, 251403"
  })
  void exifTurnsImages(int orientation, String order) throws IOException {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 24 * 16; i++) {
      image.getRaster().setSample(i % 24, i / 24, 0, 40 * (i / 24 / 8 * 3 + i % 24 / 8));
    }
    byte[] bytes = oriented(encode(image, "jpg"), orientation);
    Image turned = ImageDecoder.decode(bytes, Colours.GRAY, "it");
    boolean upright = orientation < 5;
    assertEquals(upright ? new ImageShape(1, 16, 24) : new ImageShape(1, 24, 16), turned.shape());
    int columns = upright ? 3 : 2;
    for (int i = 0; i < 6; i++) {
      int at = (i / columns * 8 + 4) * turned.shape().width() + i % columns * 8 + 4;
      assertEquals(40 * (order.charAt(i) - '0'), turned.bytes()[at] & 0xff, 3, order);
    }
    assertEquals(
        new ImageShape(1, 16, 24), ImageDecoder.decode(bytes, Colours.AS_STORED, "it").shape());
  }

  @Test
  void imagesThatCannotBe() throws IOException {
    byte[] jpeg = encode(image(BufferedImage.TYPE_INT_RGB), "jpg");
    int frame = 0;
    while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
      frame++;
    }
    byte[] huge = jpeg.clone();
    huge[frame + 5] = (byte) 0xff;
    huge[frame + 7] = 3;
    assertRefused(huge, "it is a JPEG of 65,282 x 771 pixels in " + huge.length + " bytes");
    huge[frame + 7] = (byte) 0xff;
    assertRefused(huge, "it is an image of 3 x 65282 x 65283; each must be at least 1");
    assertRefused(Arrays.copyOf(jpeg, frame), "it is a JPEG without a frame");
    BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64 * 64; i++) {
      noise.getRaster().setSample(i % 64, i / 64, 0, i * i % 251);
    }
    byte[] whole = encode(noise, "jpg");
    assertRefused(
        Arrays.copyOf(whole, whole.length - whole.length / 4), "it is a JPEG that is cut short");
    assertRefused(new byte[0], "it is no image of a known format");
    byte[] png = encode(image(BufferedImage.TYPE_INT_RGB), "png");
    assertRefused(Arrays.copyOf(png, png.length / 2), "it cannot be decoded: ");
  }

  private static void assertRefused(byte[] bytes, String problem) {
    DataException e =
        assertThrows(DataException.class, () -> ImageDecoder.decode(bytes, Colours.COLOUR, "it"));
    assertTrue(e.getMessage().startsWith(problem), e.getMessage());
  }

  @Test
  void resizing() {
    Image image = new Image(2, 4, 1, new byte[] {0, 10, 20, 30, 40, 50, 60, 70});
    assertArrayEquals(new byte[] {25, 45}, Resize.to(image, 1, 2).bytes());
    assertArrayEquals(image.bytes(), Resize.to(image, 2, 4).bytes());
    // pixel centres: columns -0.25, 0.25, 0.75 and so on of the source
    assertArrayEquals(
        new byte[] {0, 3, 8, 13, 18, 23, 28, 30}, Arrays.copyOf(Resize.to(image, 2, 8).bytes(), 8));
  }
}
