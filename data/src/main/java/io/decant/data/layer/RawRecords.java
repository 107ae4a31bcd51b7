package io.decant.data.layer;

import io.decant.spi.op.Shape;
import java.io.IOException;
import java.util.List;

/** An endless sequence of records, read by one thread and decoded by many. */
interface RawRecords {
  /** Returns the shapes of one record's tensors. */
  List<Shape> shapes();

  /** Returns after how many records the sequence starts over. */
  long cycle() throws IOException;

  /** Returns whether decoding a record is long work, even when its tensors are small. */
  boolean areEncoded();

  /** Takes another seed, from the next {@link #seek} on. */
  void reseed(long seed);

  /** Goes before a record, counted from 0 from the start of the sequence. */
  void seek(long record) throws IOException;

  /**
   * Returns the next record.
   *
   * @throws IOException when it cannot be read, and none after it; the message names it
   */
  RawRecord next() throws IOException;
}
