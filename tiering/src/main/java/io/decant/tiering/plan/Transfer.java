package io.decant.tiering.plan;

/** The copies of one gap in which a block leaves, as they are planned. */
final class Transfer {
  private final Gap gap;
  private final boolean out;
  private int freed;
  private int issued = -1;
  private double latestStart;
  private double outDone;
  private double inDone;

  Transfer(Gap gap) {
    this.gap = gap;
    this.out = gap.dirty();
    this.freed = gap.after();
  }

  Gap gap() {
    return gap;
  }

  /** Returns whether contents are copied to the host when the gap starts. */
  boolean out() {
    return out;
  }

  /** Returns whether contents are copied to the device before the gap ends. */
  boolean in() {
    return gap.fetches();
  }

  /** Returns when the copy to the device must start if no operator is to wait for it. */
  double latestStart() {
    return latestStart;
  }

  void latestStart(double time) {
    latestStart = time;
  }

  /** Returns the time at which the copy to the device is complete. */
  double inDone() {
    return inDone;
  }

  void inDone(double time) {
    inDone = time;
  }

  /** Returns the time at which the copy to the host is complete. */
  double outDone() {
    return outDone;
  }

  void outDone(double time) {
    outDone = time;
  }

  /** Returns the last operator during which the block's memory is still taken. */
  int freed() {
    return freed;
  }

  void freed(int op) {
    freed = Math.max(gap.after(), op);
  }

  /** Returns the operator before which the copy to the device is enqueued. */
  int issued() {
    return issued;
  }

  void issued(int op) {
    issued = op;
  }
}
