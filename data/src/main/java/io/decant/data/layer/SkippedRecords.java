package io.decant.data.layer;

import io.decant.data.DataException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the records that were left out because they are bad. For one thread. */
final class SkippedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
  private static final long LOGGED = 20;
  private static final long STEP = 1000;

  private final String layer;
  private long count;
  private long together;

  /**
   * Starts counting.
   *
   * @param layer whose records they are, for the log
   */
  SkippedRecords(String layer) {
    this.layer = layer;
  }

  /** Counts and logs a record: the first ones each, later on one in a thousand. */
  void add(IOException problem) {
    count++;
    if (count <= LOGGED || count % STEP == 0) {
      LOG.warn(
          "layer '{}' leaves out a bad record, {} so far: {}", layer, count, problem.getMessage());
    }
  }

  /** Returns how many records, up to now, were bad in a row, after so many more were tried. */
  long goneBad(int tried, int bad) {
    together = bad < tried ? 0 : together + bad;
    return together;
  }

  /** Returns what ends the run when no record was good for as long as the whole sequence. */
  DataException allBad() {
    return new DataException(
        "all records are bad, %,d in a row were left out; see the log for the first"
            .formatted(together));
  }

  /** Returns how many were left out. */
  long count() {
    return count;
  }
}
