package io.decant.data.image;

/** Which channels a decoded image gets. */
public enum Colours {
  /** Three, blue, green and red, whatever the file has. */
  COLOUR(3),
  /** One. */
  GRAY(1),
  /** As many as the file has, four when it tells opacity. */
  AS_STORED(0);

  private final int channels;

  Colours(int channels) {
    this.channels = channels;
  }

  /** Returns how many channels to give for a file that has so many. */
  int of(int stored) {
    return channels == 0 ? stored : channels;
  }
}
