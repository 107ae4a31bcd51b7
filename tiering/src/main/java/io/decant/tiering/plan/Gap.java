package io.decant.tiering.plan;

/**
 * A stretch between two uses of a block in which its contents must survive but need not be on the
 * device. The stretch covers the operators behind {@code after} and before {@code before}; where
 * {@code after} is not less than {@code before}, it crosses the boundary between two runs.
 */
final class Gap {
  private final BlockLife life;
  private final int after;
  private final int before;
  private final boolean fetches;
  private boolean evicted;
  private boolean settled;

  /**
   * Creates a gap.
   *
   * @param after index of the last operator that uses the block before the gap; -1 at the start
   * @param before index of the first one behind it; the number of operators at the end; one more
   *     when the gap covers the boundary behind the end, too
   * @param fetches whether contents must be on the device when the gap ends
   */
  Gap(BlockLife life, int after, int before, boolean fetches) {
    this.life = life;
    this.after = after;
    this.before = before;
    this.fetches = fetches;
  }

  BlockLife life() {
    return life;
  }

  int after() {
    return after;
  }

  int before() {
    return before;
  }

  boolean fetches() {
    return fetches;
  }

  /** Returns whether the stretch goes over the end of a run into the next one. */
  boolean wraps() {
    return after >= before;
  }

  /** Returns whether the block spends the gap elsewhere. */
  boolean evicted() {
    return evicted;
  }

  void evict() {
    setEvicted(true);
  }

  private void setEvicted(boolean away) {
    if (evicted != away) {
      evicted = away;
      life.countAway(away ? 1 : -1);
    }
  }

  void stay() {
    if (settled) {
      throw new IllegalStateException(this + ": others rely on the block being away");
    }
    setEvicted(false);
  }

  /** Sends the block away for good: nobody may decide otherwise. */
  void settleAway() {
    evict();
    settled = true;
  }

  /** Returns whether the block must be away. */
  boolean settledAway() {
    return settled;
  }

  /** Takes the operators from {@code begin} to {@code end} (exclusive), which may be none. */
  @FunctionalInterface
  interface Stretch {
    void take(int begin, int end);
  }

  /**
   * Passes on the operators that the gap covers, in one stretch or two.
   *
   * @param size the number of operators, the boundary included
   */
  void stretches(int size, Stretch stretch) {
    if (wraps()) {
      stretch.take(after + 1, size);
      stretch.take(0, before);
    } else {
      stretch.take(after + 1, before);
    }
  }

  /** Adds bytes to the operators that the gap covers. */
  void cover(OccupancyTree occupancy, long bytes) {
    stretches(occupancy.size(), (begin, end) -> occupancy.add(begin, end, bytes));
  }

  /** Returns the largest occupancy of the operators that the gap covers; 0 when there are none. */
  long most(OccupancyTree occupancy) {
    return wraps()
        ? Math.max(occupancy.most(after + 1, occupancy.size()), occupancy.most(0, before))
        : occupancy.most(after + 1, before);
  }

  /** Returns whether contents differ from the host's copy when the gap starts. */
  boolean dirty() {
    return life.dirtyAt(this);
  }

  @Override
  public String toString() {
    return life.block().name() + " " + after + ".." + before + (evicted ? " evicted" : "");
  }
}
