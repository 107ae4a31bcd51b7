package io.decant.data.layer;

import io.decant.data.image.ImageShape;
import io.decant.data.layer.WindowFile.Window;

/**
 * Which part of an image a window takes, and where it comes to lie in the square that the net gets.
 * With context or as a square, a window is widened; what then lies outside the image stays zero.
 * Source: Caffe's WindowDataLayer, in float32 as there.
 */
final class WindowCut {
  private int x1;
  private int y1;
  private int x2;
  private int y2;
  private int width;
  private int height;
  private int padLeft;
  private int padRight;
  private int padTop;

  /**
   * Cuts a window.
   *
   * @param size rows and columns of the square
   * @param pad rows and columns of context at each side of the square
   * @param square whether the window keeps its proportions
   */
  WindowCut(Window window, ImageShape image, int size, int pad, boolean square) {
    x1 = window.x1();
    y1 = window.y1();
    x2 = window.x2();
    y2 = window.y2();
    width = size;
    height = size;
    if (pad > 0 || square) {
      widen(image, size, pad, square);
    }
  }

  private void widen(ImageShape image, int size, int pad, boolean square) {
    float scale = (float) size / (size - 2 * pad);
    float halfHeight = (y2 - y1 + 1) / 2f;
    float halfWidth = (x2 - x1 + 1) / 2f;
    float centreX = x1 + halfWidth;
    float centreY = y1 + halfHeight;
    if (square) {
      halfWidth = Math.max(halfWidth, halfHeight);
      halfHeight = halfWidth;
    }
    x1 = round(centreX - halfWidth * scale);
    x2 = round(centreX + halfWidth * scale);
    y1 = round(centreY - halfHeight * scale);
    y2 = round(centreY + halfHeight * scale);
    float scaleX = (float) size / (x2 - x1 + 1);
    float scaleY = (float) size / (y2 - y1 + 1);
    int left = Math.max(0, -x1);
    int right = Math.max(0, x2 - image.width() + 1);
    int top = Math.max(0, -y1);
    x1 += left;
    x2 -= right;
    y1 += top;
    y2 -= Math.max(0, y2 - image.height() + 1);
    padLeft = round(left * scaleX);
    padRight = round(right * scaleX);
    padTop = round(top * scaleY);
    width = round((x2 - x1 + 1) * scaleX);
    height = Math.min(round((y2 - y1 + 1) * scaleY), size - padTop);
  }

  /** Rounds halves away from zero. */
  private static int round(float value) {
    return (int) (Math.signum(value) * Math.floor(Math.abs((double) value) + 0.5));
  }

  /** Returns whether there is something to cut, within the image. */
  boolean isWithin(ImageShape image) {
    return x1 >= 0
        && y1 >= 0
        && x1 <= x2
        && y1 <= y2
        && x2 < image.width()
        && y2 < image.height()
        && width > 0
        && height > 0;
  }

  int left() {
    return x1;
  }

  int top() {
    return y1;
  }

  int cutWidth() {
    return x2 - x1 + 1;
  }

  int cutHeight() {
    return y2 - y1 + 1;
  }

  /** Returns the first column that the cut takes in the square. */
  int column(boolean mirrored) {
    return mirrored ? padRight : padLeft;
  }

  /** Returns the first row that the cut takes in the square. */
  int row() {
    return padTop;
  }

  /** Returns how many columns of the square, that many wide, the cut is resized to. */
  int width(boolean mirrored, int size) {
    return Math.min(width, size - column(mirrored));
  }

  /** Returns how many rows the cut is resized to. */
  int height() {
    return height;
  }
}
