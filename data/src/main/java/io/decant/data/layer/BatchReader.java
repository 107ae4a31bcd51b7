package io.decant.data.layer;

import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** Reads batches of records, one after another. For one thread at a time. */
interface BatchReader extends AutoCloseable {
  /** Returns the shapes of a batch's tensors. */
  List<Shape> shapes();

  /** Takes another seed, from the next {@link #seek} on. */
  void reseed(long seed);

  /**
   * Goes before a record.
   *
   * @param record counted from 0 from the start of the sequence, which has no end
   */
  void seek(long record) throws IOException;

  /** Returns the record that the next batch begins with. */
  long position();

  /**
   * Reads the next batch.
   *
   * @param tensors filled, one for each of the shapes
   * @throws IOException when it cannot be read; the message names the record
   */
  void read(List<FloatBuffer> tensors) throws IOException;

  /** Ends threads that help, if there are any; files are closed by who opened them. */
  @Override
  default void close() {}
}
