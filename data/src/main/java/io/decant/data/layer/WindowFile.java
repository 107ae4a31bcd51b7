package io.decant.data.layer;

import io.decant.data.DataException;
import io.decant.data.files.TextFile;
import io.decant.proto.caffe.WindowDataParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Images and windows in them, of foreground and of background. For each image the file has {@code #
 * index path channels height width count}, and for each window {@code class overlap x1 y1 x2 y2},
 * divided by white space. Immutable.
 */
final class WindowFile {
  /** A window's class and its corners, both within it. */
  record Window(int image, int label, int x1, int y1, int x2, int y2) {}

  private final Path file;
  private final StringTokenizer words;
  private final List<String> images = new ArrayList<>();
  private final List<Window> foreground = new ArrayList<>();
  private final List<Window> background = new ArrayList<>();

  private WindowFile(Path file, StringTokenizer words) {
    this.file = file;
    this.words = words;
  }

  /**
   * Reads a file.
   *
   * @param parameter which overlaps make a window one of foreground or background
   * @throws DataException when it cannot be read, is no such file, or lacks either kind
   */
  static WindowFile read(Path file, WindowDataParameter parameter) throws DataException {
    String text = TextFile.read(file, "a text file of images and windows");
    WindowFile windows = new WindowFile(file, new StringTokenizer(text));
    while (windows.words.hasMoreTokens()) {
      windows.image(parameter);
    }
    if (windows.foreground.isEmpty() || windows.background.isEmpty()) {
      throw windows.error(
          "%,d windows have an overlap of fg_threshold %s or more, and %,d less than bg_threshold"
                  .formatted(
                      windows.foreground.size(),
                      parameter.getFgThreshold(),
                      windows.background.size())
              + " %s; some of both are needed".formatted(parameter.getBgThreshold()));
    }
    return windows;
  }

  private void image(WindowDataParameter parameter) throws DataException {
    int index = images.size();
    String mark = word();
    if (!mark.equals("#")) {
      throw error("where image %,d should begin with '#' stands '%s'".formatted(index, mark));
    }
    if (number() != index) {
      throw error("image %,d has another number; they count from 0".formatted(index));
    }
    images.add(word());
    if (number() != 3) {
      throw error("image %,d does not have 3 channels".formatted(index));
    }
    number();
    number();
    int windows = number();
    for (int i = 0; i < windows; i++) {
      int label = number();
      float overlap = overlap();
      Window window = new Window(index, label, number(), number(), number(), number());
      if (overlap >= parameter.getFgThreshold()) {
        if (label <= 0) {
          throw error(
              "window %,d of image %,d is foreground, but has class %d; these count from 1"
                  .formatted(i, index, label));
        }
        foreground.add(window);
      } else if (overlap < parameter.getBgThreshold()) {
        background.add(new Window(index, 0, window.x1(), window.y1(), window.x2(), window.y2()));
      }
    }
  }

  private String word() throws DataException {
    if (!words.hasMoreTokens()) {
      throw error("it ends within image %,d".formatted(Math.max(0, images.size() - 1)));
    }
    return words.nextToken();
  }

  private int number() throws DataException {
    String word = word();
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw notNumber(word);
    }
  }

  private float overlap() throws DataException {
    String word = word();
    try {
      return Float.parseFloat(word);
    } catch (NumberFormatException e) {
      throw notNumber(word);
    }
  }

  private DataException notNumber(String word) {
    return error("image %,d has '%s' for a number".formatted(images.size() - 1, word));
  }

  private DataException error(String problem) {
    return new DataException("cannot read the windows of " + file + ": " + problem);
  }

  /** Returns where the windows come from. */
  Path file() {
    return file;
  }

  /** Returns the images' paths as the file has them. */
  List<String> images() {
    return images;
  }

  /** Returns the windows of foreground, or those of background. */
  List<Window> windows(boolean ofForeground) {
    return ofForeground ? foreground : background;
  }
}
