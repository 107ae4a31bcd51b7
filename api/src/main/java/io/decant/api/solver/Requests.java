package io.decant.api.solver;

/** What other threads ask of a training run. Thread-safe. */
final class Requests {
  private boolean snapshot;
  private boolean stop;

  synchronized void snapshot() {
    snapshot = true;
  }

  synchronized void stop() {
    stop = true;
  }

  /** Returns whether a snapshot was asked for since the last call. */
  synchronized boolean takeSnapshot() {
    boolean asked = snapshot;
    snapshot = false;
    return asked;
  }

  /** Returns whether to stop. */
  synchronized boolean stopping() {
    return stop;
  }

  /** Forgets everything, as each run starts. */
  synchronized void clear() {
    snapshot = false;
    stop = false;
  }
}
