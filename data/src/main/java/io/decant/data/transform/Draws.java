package io.decant.data.transform;

import java.util.SplittableRandom;

/**
 * Random numbers of records: each record of the endless sequence that a source gives has its own,
 * made from the source's seed and the record's number alone. So they are the same whichever thread
 * asks for them, and after a run has been taken up again. Caffe draws other ones.
 */
public final class Draws {
  private Draws() {}

  /**
   * Returns the random numbers of a record.
   *
   * @param seed the source's
   * @param record counted from 0 from the start of the sequence, over all readers that share it
   */
  public static SplittableRandom of(long seed, long record) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + record);
  }
}
