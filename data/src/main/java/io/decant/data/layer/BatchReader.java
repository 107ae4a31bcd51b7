package io.decant.data.layer;

import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** Reads batches of records, one after another. For one thread at a time. */
interface BatchReader {
  /** Returns the shapes of a batch's tensors. */
  List<Shape> shapes();

  /** Returns the number of records in a batch. */
  int records();

  /**
   * Goes before a record.
   *
   * @param record counted from 0 from the start of the sequence, which has no end
   */
  void seek(long record) throws IOException;

  /**
   * Reads the next batch.
   *
   * @param tensors filled, one for each of the shapes
   * @throws IOException when it cannot be read; the message names the record
   */
  void read(List<FloatBuffer> tensors) throws IOException;
}
