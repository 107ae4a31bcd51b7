package io.decant.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.image.FloatImage;
import io.decant.data.DataException;
import io.decant.data.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatImagesTest {
  private static final float CLOSE = 1e-6f;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void coloursAreRedGreenAndBlueFromZeroToOne(int type) throws DataException {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, 0xffff3300);
    image.setRGB(1, 0, 0xff0066ff);
    FloatImage colour = FloatImages.of(image, Colours.COLOUR);
    assertArrayEquals(new float[] {1, 0.2f, 0, 0, 0.4f, 1}, colour.values(), CLOSE);
    FloatImage gray = FloatImages.of(image, Colours.GRAY);
    float[] luminance = {0.2125f + 0.2f * 0.7154f, 0.4f * 0.7154f + 0.0721f};
    assertArrayEquals(luminance, gray.values(), CLOSE);
  }

  @Test
  void graySamplesStayAsTheyAre() throws DataException {
    BufferedImage image = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 51);
    image.getRaster().setSample(0, 1, 0, 102);
    float[] samples = {0.2f, 0.4f};
    assertArrayEquals(samples, FloatImages.of(image, Colours.AS_STORED).values(), CLOSE);
    assertArrayEquals(samples, FloatImages.of(image, Colours.GRAY).values(), CLOSE);
    FloatImage colour = FloatImages.of(image, Colours.COLOUR);
    assertEquals(3, colour.channels());
    assertEquals(0.4f, colour.at(1, 0, 2), CLOSE);
  }

  @Test
  void filesAreReadAsTheImageTheyHold(@TempDir Path folder) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x336699);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Path file = Files.write(folder.resolve("image.png"), png.toByteArray());
    FloatImage read = ImageFiles.load(file, Colours.COLOUR);
    assertArrayEquals(FloatImages.of(image, Colours.COLOUR).values(), read.values());
    assertEquals(0.2f, read.at(1, 2, 0), CLOSE);
    DataException missing =
        assertThrows(
            DataException.class, () -> ImageFiles.load(folder.resolve("none"), Colours.GRAY));
    assertTrue(missing.getMessage().contains("there is no such file"), missing.getMessage());
  }

  @Test
  void whatIsShownIsWhatWasRead() throws DataException {
    FloatImage colour = new FloatImage(1, 2, 3, new float[] {1, 0.2f, 0, -1, 0.4f, 2});
    BufferedImage shown = FloatImages.toBufferedImage(colour);
    assertEquals(0xffff3300, shown.getRGB(0, 0));
    assertEquals(0xff0066ff, shown.getRGB(1, 0));
    FloatImage gray = new FloatImage(2, 1, 1, new float[] {0.2f, 0.4f});
    BufferedImage grayShown = FloatImages.toBufferedImage(gray);
    assertArrayEquals(gray.values(), FloatImages.of(grayShown, Colours.AS_STORED).values(), CLOSE);
    FloatImage two = new FloatImage(1, 1, 2, new float[2]);
    assertThrows(IllegalArgumentException.class, () -> FloatImages.toBufferedImage(two));
  }
}
