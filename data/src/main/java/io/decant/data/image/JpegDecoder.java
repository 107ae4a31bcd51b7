package io.decant.data.image;

import io.decant.data.DataException;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Decodes JPEGs by the Java platform's libjpeg, without its conversion of colours: that is done
 * here with libjpeg's own formulas, so that no colour profile in a file changes its pixels. Gray is
 * the luminance that the file stores.
 */
final class JpegDecoder {
  private static final String PLATFORM = "com.sun.imageio.plugins.jpeg.";

  private JpegDecoder() {}

  static Image decode(byte[] bytes, JpegHead head, Colours colours, Object where)
      throws IOException {
    Raster raster = read(bytes, where);
    int bands = raster.getNumBands();
    if (bands != head.components()
        || raster.getWidth() != head.width()
        || raster.getHeight() != head.height()) {
      throw new DataException(where + " contradicts itself about its size; it is damaged");
    }
    byte[] samples = samples(raster);
    int channels = colours.of(bands == 1 ? 1 : 3);
    byte[] pixels = new byte[head.height() * head.width() * channels];
    JpegColours.convert(samples, bands, head.transformed(), pixels, channels);
    return new Image(head.height(), head.width(), channels, pixels);
  }

  private static Raster read(byte[] bytes, Object where) throws IOException {
    ImageReader reader = reader();
    AtomicBoolean cut = new AtomicBoolean();
    try (ImageBytes input = new ImageBytes(bytes)) {
      reader.addIIOReadWarningListener(
          (source, message) -> {
            if (message.contains("remature end")) {
              cut.set(true);
            }
          });
      reader.setInput(input, true, true);
      Raster raster = reader.readRaster(0, null);
      if (cut.get()) {
        throw new DataException(where + " is a JPEG that is cut short");
      }
      return raster;
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader() throws DataException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith(PLATFORM)) {
        return reader;
      }
    }
    throw new DataException("this Java has no JPEG decoder; use one with the module java.desktop");
  }

  private static byte[] samples(Raster raster) {
    int bands = raster.getNumBands();
    int row = raster.getWidth() * bands;
    if (raster.getDataBuffer() instanceof DataBufferByte buffer
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getScanlineStride() == row
        && inOrder(model.getBandOffsets())
        && buffer.getData().length == row * raster.getHeight()) {
      return buffer.getData();
    }
    byte[] samples = new byte[row * raster.getHeight()];
    int[] values = new int[row];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, values);
      for (int i = 0; i < row; i++) {
        samples[y * row + i] = (byte) values[i];
      }
    }
    return samples;
  }

  private static boolean inOrder(int[] offsets) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i) {
        return false;
      }
    }
    return true;
  }
}
