package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The copies of a program, and when they start. Runs the program in thought, twice: the second run
 * begins with copies to the host under way that the first one left behind, as all later ones do.
 */
final class TransferTimeline {
  private final PlanInput input;
  private final long pool;
  private final double headStart;
  private final boolean writesBack;
  private final List<Transfer> transfers = new ArrayList<>();
  private final ByOperator<Transfer> leaving = new ByOperator<>();
  private final ByOperator<Transfer> copyable = new ByOperator<>();
  private final ByOperator<Transfer> writtenBack = new ByOperator<>();
  private final List<Transfer> arrivals = new ArrayList<>();
  private final double[] begins;

  /**
   * Prepares a timeline.
   *
   * @param pool bytes that blocks may take
   * @param headStart the part of the program's time by which copies to the device start earlier
   *     than they must, so that none is late
   * @param writesBack whether contents are copied to the host before their gap starts, where the
   *     link has nothing else to do
   */
  TransferTimeline(PlanInput input, long pool, double headStart, boolean writesBack) {
    this.input = input;
    this.pool = pool;
    this.headStart = headStart;
    this.writesBack = writesBack;
    this.begins = new double[input.ops() + 1];
    for (BlockLife life : input.lives()) {
      for (Gap gap : life.gaps()) {
        if (gap.evicted()) {
          add(new Transfer(gap));
        }
      }
    }
    arrivals.sort(Comparator.comparingInt(transfer -> transfer.gap().before()));
    findLatestStarts();
  }

  private void add(Transfer transfer) {
    transfers.add(transfer);
    leaving.add(transfer.gap().after(), transfer);
    if (writesBack && transfer.out() && transfer.copyable() < transfer.gap().after()) {
      copyable.add(transfer.copyable(), transfer);
    }
    if (transfer.in()) {
      arrivals.add(transfer);
    }
  }

  /** Returns the transfers, once {@link #run} has timed them. */
  List<Transfer> transfers() {
    return transfers;
  }

  /** Returns those whose gap starts behind an operator. */
  List<Transfer> leavingBehind(int op) {
    return leaving.at(op);
  }

  /** Returns those that are copied to the host behind an operator, before their gap starts. */
  List<Transfer> writtenBackBehind(int op) {
    return writtenBack.at(op);
  }

  /** Returns those whose contents can be copied behind an operator, before their gap starts. */
  List<Transfer> copyableBehind(int op) {
    return copyable.at(op);
  }

  /** Returns those that copy to the device, in the order of need. */
  List<Transfer> arrivals() {
    return arrivals;
  }

  /** Notes when an operator begins, once it waits for nothing any more. */
  void begins(int op, double time) {
    begins[op] = time;
  }

  /** Returns when an operator begins, once {@link #run} has timed it. */
  double begins(int op) {
    return begins[op];
  }

  /** Returns the bytes that are copied to the device. */
  long bytesIn() {
    return bytes(Transfer::in);
  }

  /** Returns the bytes that are copied to the host. */
  long bytesOut() {
    return bytes(Transfer::out);
  }

  private long bytes(Predicate<Transfer> which) {
    return transfers.stream()
        .filter(which)
        .mapToLong(transfer -> transfer.gap().life().block().bytes())
        .sum();
  }

  /** Works out, from the end, when each copy to the device must start if nothing is to wait. */
  private void findLatestStarts() {
    double[] starts = input.starts();
    double free = Double.POSITIVE_INFINITY;
    for (int i = arrivals.size() - 1; i >= 0; i--) {
      Transfer transfer = arrivals.get(i);
      double end = Math.min(free, starts[transfer.gap().before()]);
      free = end - input.rates().copyIn(transfer.gap().life().block().bytes());
      transfer.latestStart(free - headStart * starts[input.ops()]);
    }
  }

  /** Times everything and returns the seconds of one run. */
  double run() {
    TimelinePass first = new TimelinePass(input, pool, this, List.of());
    first.run();
    double seconds = new TimelinePass(input, pool, this, first.leftBehind()).run();
    transfers.stream()
        .filter(Transfer::writesBack)
        .sorted(Comparator.comparingDouble(Transfer::outDone))
        .forEach(transfer -> writtenBack.add(transfer.copied(), transfer));
    return seconds;
  }
}
