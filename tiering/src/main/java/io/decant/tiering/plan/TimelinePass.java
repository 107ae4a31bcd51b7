package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run in thought, on three streams: operators in order, copies to the host as soon as a gap
 * starts, or before that while the link is idle, copies to the device ahead of their use as far as
 * memory and the link allow. Decides before which operator each copy to the device is enqueued, and
 * how long each copy to the host keeps its memory.
 */
final class TimelinePass {
  /**
   * A piece of a copy to the host under way.
   *
   * @param transfer null when it is one of the run before
   * @param done when it is complete
   * @param bytes of memory that it keeps until then
   */
  record Draining(@Nullable Transfer transfer, double done, long bytes) {}

  private final PlanInput input;
  private final long pool;
  private final TransferTimeline timeline;
  private final OccupancyTree occupancy;
  private final PriorityQueue<Draining> draining =
      new PriorityQueue<>(Comparator.comparingDouble(Draining::done));
  private final PriorityQueue<Transfer> copyable =
      new PriorityQueue<>(Comparator.comparingInt(transfer -> transfer.gap().after()));
  private long drainingBytes;
  private int next;
  private int awaited;
  private double secondsIn;
  private double secondsOut;
  private double compute;
  private double copyIn;
  private double copyOut;

  /**
   * Prepares a run that starts at time 0.
   *
   * @param leftBehind copies to the host of the run before, in order
   */
  TimelinePass(PlanInput input, long pool, TransferTimeline timeline, List<Draining> leftBehind) {
    this.input = input;
    this.pool = pool;
    this.timeline = timeline;
    this.occupancy = input.occupancy();
    for (Draining copy : leftBehind) {
      drain(copy);
      copyOut = Math.max(copyOut, copy.done);
    }
  }

  private void drain(Draining copy) {
    draining.add(copy);
    drainingBytes += copy.bytes;
  }

  /** Returns the copies to the host that are not complete at the end, as the next run sees them. */
  List<Draining> leftBehind() {
    List<Draining> left = new ArrayList<>();
    for (Draining copy : draining) {
      left.add(new Draining(null, copy.done - compute, copy.bytes));
    }
    return left;
  }

  /** Times everything and returns the seconds of the run. */
  double run() {
    timeline.transfers().forEach(transfer -> transfer.copied(transfer.gap().after()));
    leave(-1);
    for (int op = 0; op < input.ops(); op++) {
      retire(op);
      prefetch(op);
      awaitRoom(op);
      awaitArrivals(op);
      timeline.begins(op, compute);
      compute += input.seconds(op);
      leave(op);
    }
    retire(input.ops());
    prefetch(input.ops());
    awaitRoom(input.ops());
    awaitArrivals(input.ops());
    timeline.begins(input.ops(), compute);
    draining.forEach(copy -> keepUntil(copy, input.ops()));
    return Math.max(compute, Math.max(secondsIn, secondsOut));
  }

  private void leave(int op) {
    for (Transfer transfer : timeline.leavingBehind(op)) {
      if (transfer.out()) {
        copyable.remove(transfer);
        if (!transfer.writesBack()) {
          copyOut(transfer, op);
        }
        drain(transfer);
      }
    }
    writeBack(op);
  }

  /**
   * Copies what is to leave later while the link has nothing else to do, but not in front of the
   * host's operators.
   */
  private void writeBack(int op) {
    copyable.addAll(timeline.copyableBehind(op));
    if (input.isEarly(op + 1)) {
      return;
    }
    double idle = compute + (op + 1 < input.ops() ? input.seconds(op + 1) : 0);
    while (copyOut < idle && !copyable.isEmpty()) {
      copyOut(copyable.remove(), op);
    }
  }

  private void copyOut(Transfer transfer, int op) {
    BlockLife life = transfer.gap().life();
    double start = Math.max(copyOut, compute);
    double seconds =
        input
            .rates()
            .beside(input.rates().copyOut(life.block().bytes()), Math.max(0, copyIn - start));
    secondsOut += seconds;
    copyOut = start + seconds;
    transfer.copied(op);
    transfer.outBegins(start);
    transfer.outDone(copyOut);
  }

  /** Has the memory of a block that leaves be taken until it has been copied. */
  private void drain(Transfer transfer) {
    long whole = transfer.gap().life().bytes();
    double seconds = transfer.outDone() - transfer.outBegins();
    for (CopyPiece piece : CopyPiece.of(whole)) {
      double done = transfer.outBegins() + seconds * piece.end() / whole;
      if (done > compute) {
        drain(new Draining(transfer, done, piece.bytes()));
      }
    }
  }

  /** Takes the memory back of copies to the host that are complete when an operator could start. */
  private void retire(int op) {
    for (Draining first = draining.peek();
        first != null && first.done <= compute;
        first = draining.peek()) {
      retireFirst(op);
    }
  }

  private void retireFirst(int op) {
    Draining copy = draining.remove();
    keepUntil(copy, op - 1);
    drainingBytes -= copy.bytes;
  }

  private static void keepUntil(Draining copy, int op) {
    Transfer transfer = copy.transfer;
    if (transfer != null) {
      transfer.freed(op);
    }
  }

  private void prefetch(int op) {
    while (next < timeline.arrivals().size()) {
      Transfer transfer = timeline.arrivals().get(next);
      Gap gap = transfer.gap();
      boolean must = gap.before() <= op;
      // A copy in front of the host's operators would be another part of the run than the device's.
      if (!must
          && (input.isEarly(op)
              || departsLater(gap, op)
              || input.isAlone(gap.before())
              || Math.max(copyIn, compute) < transfer.latestStart()
              || copyIn > earliestEnd(op)
              || occupancy.most(op, gap.before()) + drainingBytes + gap.life().bytes() > pool)) {
        return;
      }
      enqueue(transfer, op);
    }
  }

  /**
   * Returns when an operator that waits for no memory ends. A copy that cannot start before that is
   * enqueued later: nobody else may have its memory from then on.
   */
  private double earliestEnd(int op) {
    double begin = compute;
    for (int i = awaited; i < next && timeline.arrivals().get(i).gap().before() <= op; i++) {
      begin = Math.max(begin, timeline.arrivals().get(i).inDone());
    }
    return begin + (op < input.ops() ? input.seconds(op) : 0);
  }

  private static boolean departsLater(Gap gap, int op) {
    return !gap.wraps() && gap.after() >= op;
  }

  private void enqueue(Transfer transfer, int op) {
    next++;
    transfer.issued(op);
    Gap gap = transfer.gap();
    occupancy.add(op, gap.before(), gap.life().bytes());
    double ready = gap.wraps() ? 0 : transfer.outDone();
    double start = Math.max(Math.max(copyIn, ready), compute);
    double seconds =
        input
            .rates()
            .beside(input.rates().copyIn(gap.life().block().bytes()), Math.max(0, copyOut - start));
    secondsIn += seconds;
    copyIn = start + seconds;
    transfer.inDone(copyIn);
  }

  private void awaitRoom(int op) {
    for (Draining first = draining.peek();
        first != null && (isAlone(op) || occupancy.at(op) + drainingBytes > pool);
        first = draining.peek()) {
      waitUntil(first.done);
      retireFirst(op);
    }
  }

  /** Returns whether an operator begins with nothing of the one before on the device. */
  private boolean isAlone(int op) {
    return input.isAlone(op) || input.isAlone(op - 1);
  }

  private void awaitArrivals(int op) {
    while (awaited < next && timeline.arrivals().get(awaited).gap().before() <= op) {
      waitUntil(timeline.arrivals().get(awaited).inDone());
      awaited++;
    }
  }

  private void waitUntil(double time) {
    compute = Math.max(compute, time);
  }
}
