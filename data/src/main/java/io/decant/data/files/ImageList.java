package io.decant.data.files;

import io.decant.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that name an image and its labels: a path, which may hold spaces, a space, and a number, or
 * several with commas between them. Immutable.
 */
public final class ImageList {
  private final Path file;
  private final List<String> paths = new ArrayList<>();
  private final List<float[]> labels = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();

  private ImageList(Path file) {
    this.file = file;
  }

  /**
   * Reads a list.
   *
   * @throws DataException when it cannot be read, names no image, or a line is none of these
   */
  public static ImageList read(Path file) throws DataException {
    ImageList list = new ImageList(file);
    int number = 0;
    for (String line : TextFile.lines(file, "a text file that names images")) {
      number++;
      if (!line.isBlank()) {
        list.add(line.stripTrailing(), number);
      }
    }
    if (list.paths.isEmpty()) {
      throw new DataException("cannot read the list of images " + file + ": it names no image");
    }
    return list;
  }

  private void add(String line, int number) throws DataException {
    int space = line.lastIndexOf(' ');
    float[] values = space < 1 ? new float[0] : numbers(line.substring(space + 1));
    if (values.length == 0) {
      throw new DataException(
          "line %d of %s is '%s'; a path, a space and a label are needed, such as 'cat.jpg 3', or"
                  .formatted(number, file, shown(line))
              + " several labels, 'cat.jpg 0.5,2'");
    }
    paths.add(line.substring(0, space));
    labels.add(values);
    lines.add(number);
  }

  private static float[] numbers(String text) {
    String[] words = text.split(",", -1);
    float[] numbers = new float[words.length];
    try {
      for (int i = 0; i < words.length; i++) {
        numbers[i] = Float.parseFloat(words[i]);
      }
    } catch (NumberFormatException e) {
      return new float[0];
    }
    return numbers;
  }

  private static String shown(String line) {
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }

  /** Returns how many images it names. */
  public int size() {
    return paths.size();
  }

  /** Returns an image's path as the list has it. */
  public String path(int index) {
    return paths.get(index);
  }

  /** Returns an image's labels, not a copy. */
  public float[] labels(int index) {
    return labels.get(index);
  }

  /** Returns where an image stands in the list, for errors. */
  public String where(int index) {
    return "line " + lines.get(index) + " of " + file;
  }
}
