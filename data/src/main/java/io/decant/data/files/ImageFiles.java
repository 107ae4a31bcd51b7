package io.decant.data.files;

import io.decant.api.image.FloatImage;
import io.decant.data.DataException;
import io.decant.data.image.Colours;
import io.decant.data.image.FloatImages;
import io.decant.data.image.Image;
import io.decant.data.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads image files. Thread-safe. */
public final class ImageFiles {
  private ImageFiles() {}

  /**
   * Reads a file's bytes.
   *
   * @param where names the line that asks for it
   */
  public static byte[] bytes(Path file, String where) throws DataException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw error(file, where, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw error(file, where, "this user may not", e);
    } catch (IOException | OutOfMemoryError e) {
      throw error(file, where, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads and decodes a file. */
  public static Image read(Path file, String where, Colours colours) throws DataException {
    return ImageDecoder.decode(bytes(file, where), colours, named(file, where));
  }

  /**
   * Reads a file as pycaffe's {@code caffe.io.load_image} does: values from 0 to 1, red, green and
   * blue, or their luminance.
   *
   * @throws DataException when it cannot be read or decoded
   */
  public static FloatImage load(Path file, Colours colours) throws DataException {
    String where = "the image";
    return FloatImages.decode(bytes(file, where), colours, named(file, where));
  }

  /** Returns what errors call the image. */
  public static String named(Path file, String where) {
    return "image " + file + " (" + where + ")";
  }

  private static DataException error(Path file, String where, String problem, Throwable cause) {
    return new DataException("cannot read " + named(file, where) + ": " + problem, cause);
  }
}
