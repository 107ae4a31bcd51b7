package io.decant.tiering;

/**
 * Finds out whether the runs of a program take less on the device when they are enqueued each time
 * than when they are replayed: some devices copy more slowly in replays, on others it is the host
 * that cannot keep up. Tried once, where replays are late.
 */
final class EnqueuedTrial {
  /** What enqueued runs must take less, as a part of what replays take. */
  private static final double WORTH = 0.01;

  private enum State {
    NOT_BEGUN,
    UNDER_WAY,
    OVER
  }

  private State state = State.NOT_BEGUN;
  private boolean enqueues;
  private double replayed;

  /** Returns whether runs are to be enqueued rather than replayed. */
  boolean enqueues() {
    return enqueues;
  }

  /** Returns whether runs are enqueued to find out what they take. */
  boolean isUnderWay() {
    return state == State.UNDER_WAY;
  }

  /** Returns the seconds that replays take, once a trial has begun. */
  double replayed() {
    return replayed;
  }

  /**
   * Has runs enqueued from now on, unless that was tried before.
   *
   * @param seconds that replays take
   * @return whether the trial begins
   */
  boolean begin(double seconds) {
    if (state != State.NOT_BEGUN) {
      return false;
    }
    state = State.UNDER_WAY;
    enqueues = true;
    replayed = seconds;
    return true;
  }

  /**
   * Ends the trial, if it is under way, and has runs replayed again unless it was worth it.
   *
   * @param seconds that runs take now
   * @return the seconds that they take from now on
   */
  double end(double seconds) {
    if (state != State.UNDER_WAY) {
      return seconds;
    }
    state = State.OVER;
    enqueues = seconds < (1 - WORTH) * replayed;
    return enqueues ? seconds : replayed;
  }

  /** Gives a trial up that is under way: runs will be others. */
  void giveUp() {
    if (state == State.UNDER_WAY) {
      state = State.NOT_BEGUN;
      enqueues = false;
    }
  }
}
