package io.decant.data.layer;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** A record that was read, or located, and waits to be decoded. */
interface RawRecord {
  /**
   * Decodes and transforms the record; by any thread, again and again with the same result.
   *
   * @param tensors takes the record's part of each tensor, which it fills
   * @throws IOException when that cannot be done; the message names the record and its file
   */
  void write(List<FloatBuffer> tensors) throws IOException;
}
