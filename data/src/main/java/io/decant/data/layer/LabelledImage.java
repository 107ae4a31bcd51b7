package io.decant.data.layer;

import io.decant.data.image.Pixels;
import java.io.IOException;

/** An image with its labels that waits to be decoded. By any thread. */
interface LabelledImage {
  /** Returns what errors say of it, by its text. */
  Object where();

  /** Decodes it. */
  Decoded decode() throws IOException;

  /** What a record holds. */
  final class Decoded {
    final Pixels pixels;
    final float[] labels;

    /** Takes the image and its labels, one or more. */
    Decoded(Pixels pixels, float[] labels) {
      this.pixels = pixels;
      this.labels = labels;
    }
  }
}
