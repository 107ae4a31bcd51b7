package io.decant.api.layer;

/** A layer that reads a sequence and can go on from where an earlier run stopped. */
public interface Positioned {
  /** Returns how many records have been handed to the net since the start of the sequence. */
  long position();

  /** Goes to a position; called before the first batch is asked for. */
  void seek(long position);
}
