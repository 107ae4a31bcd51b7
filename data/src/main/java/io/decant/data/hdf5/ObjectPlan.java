package io.decant.data.hdf5;

/** An object of a file that is being laid out: first it gets its place, then it is written. */
sealed interface ObjectPlan permits GroupPlan, DatasetPlan {
  /** Takes the place from a byte of the head on; returns the byte behind it, a multiple of 8. */
  int place(int at);

  /** Writes its part of the head. */
  void write(HeadBuffer out);

  /** Writes what a group says of it behind its name: where it is, and for groups where that is. */
  void writeEntry(HeadBuffer out);
}
