package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * The uses of one block in one program, and the gaps between them. Gaps whose contents nobody needs
 * are not listed: the block holds nothing there.
 */
final class BlockLife {
  /** Where a persistent block is between runs. */
  enum Boundary {
    /** The planner may choose. */
    FREE,
    /** On the device, at an address that other plans rely on. */
    HOME,
    /** On the host. */
    AWAY
  }

  private final Block block;
  private final long bytes;
  private final List<Use> uses;
  private final List<Use> usesOnDevice;
  private final boolean changedElsewhere;
  private final Boundary boundary;
  private final List<Gap> gaps = new ArrayList<>();
  private final int firstWrite;
  private int away;

  /**
   * Creates the life of a block.
   *
   * @param bytes its size, rounded up to the alignment
   * @param uses in order of operators
   * @param kept whether contents are needed behind the last use
   * @param changedElsewhere whether other programs change it between two runs of this one
   * @param boundary where a persistent block is between runs
   * @param ops the number of operators
   */
  BlockLife(
      Block block,
      long bytes,
      List<Use> uses,
      boolean kept,
      boolean changedElsewhere,
      Boundary boundary,
      int ops) {
    this.block = block;
    this.bytes = bytes;
    this.uses = List.copyOf(uses);
    this.usesOnDevice = uses.stream().filter(use -> !use.onHost()).toList();
    this.firstWrite =
        uses.stream()
            .filter(BlockLife::writesOnDevice)
            .mapToInt(Use::op)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    this.changedElsewhere = changedElsewhere;
    this.boundary = boundary;
    for (int i = 1; i < uses.size(); i++) {
      addBetween(uses.get(i - 1), uses.get(i), kept || block.persistent());
    }
    if (block.persistent()) {
      addBoundary(ops);
    } else if (kept && !uses.get(uses.size() - 1).onHost()) {
      gaps.add(new Gap(this, lastOp(), ops + 1, false));
    }
  }

  /**
   * Makes this the life of a window: its contents come from the host, and what is written goes back
   * there.
   *
   * @param opened the last operator before the first use that changes its parent or has it on the
   *     device; -1 if there is none
   */
  void isWindow(int opened, int ops) {
    if (uses.get(0).fetch()) {
      gaps.add(0, away(opened, uses.get(0).op(), true));
    }
    if (uses.stream().anyMatch(Use::writes)) {
      gaps.add(away(lastOp(), ops + 1, false));
    }
  }

  /** Adds the gap between two uses, if contents survive it. */
  private void addBetween(Use earlier, Use later, boolean kept) {
    if (!earlier.onHost() && !later.onHost()) {
      if (later.fetch()) {
        gaps.add(new Gap(this, earlier.op(), later.op(), true));
      }
    } else if (!later.onHost()) {
      if (later.fetch()) {
        gaps.add(away(earlier.op(), later.op(), true));
      }
    } else if (!earlier.onHost() && (later.fetch() || kept)) {
      gaps.add(away(earlier.op(), later.op(), false));
    }
  }

  private Gap away(int after, int before, boolean fetches) {
    Gap gap = new Gap(this, after, before, fetches);
    gap.settleAway();
    return gap;
  }

  private void addBoundary(int ops) {
    boolean opensOnHost = !uses.isEmpty() && uses.get(0).onHost();
    boolean closesOnHost = !uses.isEmpty() && uses.get(uses.size() - 1).onHost();
    boolean fetched = !uses.isEmpty() && uses.get(0).fetch() && !opensOnHost;
    int first = uses.isEmpty() ? ops : uses.get(0).op();
    if (boundary == Boundary.HOME) {
      if (!uses.isEmpty()) {
        gaps.add(0, opensOnHost ? away(-1, first, false) : new Gap(this, -1, first, fetched));
      }
      gaps.add(closesOnHost ? away(lastOp(), ops, true) : new Gap(this, lastOp(), ops, true));
      return;
    }
    if (opensOnHost || closesOnHost) {
      if (!(opensOnHost && closesOnHost)) {
        gaps.add(away(lastOp(), first, fetched));
      }
      return;
    }
    Gap around =
        uses.isEmpty()
            ? new Gap(this, -1, ops + 1, false)
            : new Gap(this, lastOp(), first, fetched);
    gaps.add(around);
    if (boundary == Boundary.AWAY) {
      around.settleAway();
    }
  }

  /** Returns whether the block is on the device between runs. */
  boolean isHome() {
    return block.persistent()
        && (boundary == Boundary.HOME || (!gaps.isEmpty() && !gaps.get(gaps.size() - 1).evicted()));
  }

  /** Returns whether the block must be on the device at the end, wherever it was before. */
  boolean returnsHome() {
    return block.persistent() && boundary == Boundary.HOME;
  }

  Block block() {
    return block;
  }

  /** Returns its size on the device, rounded up to the alignment. */
  long bytes() {
    return bytes;
  }

  List<Use> uses() {
    return uses;
  }

  /** Returns the uses during which it is on the device. */
  List<Use> usesOnDevice() {
    return usesOnDevice;
  }

  List<Gap> gaps() {
    return gaps;
  }

  private int lastOp() {
    return uses.isEmpty() ? -1 : uses.get(uses.size() - 1).op();
  }

  /** Counts the gaps that the block spends elsewhere, as they are told. */
  void countAway(int change) {
    away += change;
  }

  /** Returns whether contents differ from the host's copy when a gap starts. */
  boolean dirtyAt(Gap gap) {
    if (away == 0) {
      return firstWrite <= gap.after() || (block.persistent() && startsDirty());
    }
    boolean dirty = block.persistent() && startsDirty();
    int from = -1;
    for (Gap earlier : gaps) {
      if (earlier == gap) {
        break;
      }
      if (earlier.evicted() && !earlier.wraps()) {
        from = earlier.before();
        dirty = false;
      }
    }
    for (Use use : uses) {
      dirty |= writesOnDevice(use) && use.op() >= from && use.op() <= gap.after();
    }
    return dirty;
  }

  /**
   * Returns the last operator up to the start of a gap that changes the block on the device: from
   * then on its contents can be copied.
   *
   * @return -1 when none does in this run
   */
  int changedLast(Gap gap) {
    return uses.stream()
        .filter(use -> writesOnDevice(use) && use.op() <= gap.after())
        .mapToInt(Use::op)
        .max()
        .orElse(-1);
  }

  /**
   * Returns the operator of this run behind which contents as they are when a gap starts can be
   * copied to the host at the earliest. Whatever else leaves, they must be copied then or later.
   *
   * @return -1 when this run has not changed contents since they last had to be on the host
   */
  int mustCopyBehind(Gap gap) {
    int from = -1;
    for (Gap earlier : gaps) {
      if (earlier.settledAway() && !earlier.wraps() && earlier.before() <= gap.after()) {
        from = Math.max(from, earlier.before());
      }
    }
    int last = changedLast(gap);
    return last >= from ? last : -1;
  }

  /** Returns whether a run begins with contents on the device that the host lacks. */
  private boolean startsDirty() {
    if (away == 0) {
      return true;
    }
    Gap last = null;
    for (Gap gap : gaps) {
      last = gap.evicted() ? gap : last;
    }
    if (last == null || (changedElsewhere && isHome())) {
      return true;
    }
    // Runs follow each other: this one begins as it will end.
    int back = last.before();
    return isHome() && uses.stream().anyMatch(use -> writesOnDevice(use) && use.op() >= back);
  }

  private static boolean writesOnDevice(Use use) {
    return use.writes() && !use.onHost();
  }
}
