package io.decant.api.solver;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the oldest snapshots of a run when there are more than are to be kept. Knows those that
 * the run wrote or went on from; files of other runs are left alone.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final int most;
  private final Deque<StoredSnapshot> kept = new ArrayDeque<>();

  /** Keeps so many snapshots; 0 for all. */
  Retention(int most) {
    this.most = most;
  }

  /** Takes in the newest snapshot, which is complete, and deletes those that are too many. */
  void add(StoredSnapshot newest) {
    kept.remove(newest);
    kept.add(newest);
    while (most > 0 && kept.size() > most) {
      delete(kept.remove());
    }
  }

  /** The state goes first: without it, nobody takes the model for half a snapshot. */
  private static void delete(StoredSnapshot old) {
    try {
      Files.deleteIfExists(old.state());
      Files.deleteIfExists(old.model());
    } catch (IOException e) {
      LOG.warn("The old snapshot {} cannot be deleted: {}", old.state(), e.toString());
    }
  }
}
