package io.decant.data.layer;

import java.io.IOException;

/** An endless sequence of images that wait to be decoded. For one thread at a time. */
interface ImageSequence {
  /** Returns after how many images the sequence starts over. */
  long cycle() throws IOException;

  /** Takes another seed, from the next {@link #seek} on. */
  void reseed(long seed);

  /** Goes before an image, counted from 0 from the start of the sequence. */
  void seek(long record) throws IOException;

  /** Returns the next image. */
  LabelledImage next() throws IOException;

  /** Returns whether the image that {@link #next} gave is compressed. */
  boolean isEncoded();
}
