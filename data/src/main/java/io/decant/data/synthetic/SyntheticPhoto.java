package io.decant.data.synthetic;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A made-up picture that costs a decoder about what a photo does: smooth noise of several scales in
 * each channel, some ellipses with hard edges, and fine grain. The same number gives the same
 * picture.
 */
final class SyntheticPhoto {
  private static final int SCALES = 5;
  private static final int ELLIPSES = 6;
  private static final int GRAIN = 12;

  private final SplittableRandom random;
  private final int size;
  private final float[] plane;

  private SyntheticPhoto(int size, long number) {
    this.random = new SplittableRandom(number);
    this.size = size;
    this.plane = new float[size * size];
  }

  /** Returns the picture, {@code size} rows of {@code size} pixels, as JPEG. */
  static byte[] jpeg(int size, long number, float quality) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    SyntheticPhoto photo = new SyntheticPhoto(size, number);
    for (int channel = 0; channel < 3; channel++) {
      photo.channel();
      for (int i = 0; i < size * size; i++) {
        int value = Math.max(0, Math.min(255, Math.round(photo.plane[i])));
        image.getRaster().setSample(i % size, i / size, channel, value);
      }
    }
    return encode(image, quality);
  }

  private void channel() {
    Arrays.fill(plane, 128);
    int cells = 2;
    float height = 60;
    for (int scale = 0; scale < SCALES; scale++) {
      addNoise(cells, height);
      cells *= 2;
      height /= 1.8f;
    }
    for (int i = 0; i < ELLIPSES; i++) {
      addEllipse();
    }
    for (int i = 0; i < plane.length; i++) {
      plane[i] += random.nextInt(-GRAIN, GRAIN + 1);
    }
  }

  /** Adds random heights on a grid of cells, with straight lines between them. */
  private void addNoise(int cells, float height) {
    float[] grid = new float[(cells + 1) * (cells + 1)];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = height * (float) (2 * random.nextDouble() - 1);
    }
    for (int y = 0; y < size; y++) {
      float row = (float) y * cells / size;
      int top = (int) row;
      for (int x = 0; x < size; x++) {
        float column = (float) x * cells / size;
        int corner = top * (cells + 1) + (int) column;
        float right = column - (int) column;
        float upper = grid[corner] + right * (grid[corner + 1] - grid[corner]);
        int below = corner + cells + 1;
        float lower = grid[below] + right * (grid[below + 1] - grid[below]);
        plane[y * size + x] += upper + (row - top) * (lower - upper);
      }
    }
  }

  private void addEllipse() {
    double centreX = size * random.nextDouble();
    double centreY = size * random.nextDouble();
    double radiusX = size * (0.03 + 0.2 * random.nextDouble());
    double radiusY = size * (0.03 + 0.2 * random.nextDouble());
    float height = random.nextInt(-70, 71);
    for (int i = 0; i < plane.length; i++) {
      int row = i / size;
      double x = (i % size - centreX) / radiusX;
      double y = (row - centreY) / radiusY;
      if (x * x + y * y < 1) {
        plane[i] += height;
      }
    }
  }

  private static byte[] encode(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameter = writer.getDefaultWriteParam();
      parameter.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameter.setCompressionQuality(quality);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameter);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
