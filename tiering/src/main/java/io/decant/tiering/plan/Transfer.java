package io.decant.tiering.plan;

/** The copies of one gap in which a block leaves, as they are planned. */
final class Transfer {
  private final Gap gap;
  private final boolean out;
  private int copied;
  private int freed;
  private int issued = -1;
  private double latestStart;
  private double outBegins;
  private double outDone;
  private double inDone;

  Transfer(Gap gap) {
    this.gap = gap;
    this.out = gap.dirty();
    this.copied = gap.after();
    this.freed = gap.after();
  }

  Gap gap() {
    return gap;
  }

  /** Returns whether contents are copied to the host, when the gap starts or before. */
  boolean out() {
    return out;
  }

  /**
   * Returns the first operator behind which contents can be copied to the host: the last one that
   * changes them. Others may still read them until the gap starts.
   */
  int copyable() {
    BlockLife life = gap.life();
    return life.block().window() == null ? life.changedLast(gap) : gap.after();
  }

  /** Returns the operator behind which contents are copied to the host. */
  int copied() {
    return copied;
  }

  void copied(int op) {
    copied = op;
  }

  /** Returns whether contents are copied to the host before the gap starts. */
  boolean writesBack() {
    return out && copied < gap.after();
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

  /** Returns the time at which the copy to the host begins. */
  double outBegins() {
    return outBegins;
  }

  void outBegins(double time) {
    outBegins = time;
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
