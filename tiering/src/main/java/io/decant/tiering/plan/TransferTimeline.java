package io.decant.tiering.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program in thought, on three streams: operators in order, copies to the host as soon as a
 * gap starts, copies to the device ahead of their use as far as memory and the link allow. Decides
 * before which operator each copy to the device is enqueued, and how long each copy to the host
 * keeps its memory.
 */
final class TransferTimeline {
  /** A copy starts this much of the program's time earlier than it must, so that none is late. */
  private static final double HEAD_START = 0.02;

  private final PlanInput input;
  private final long pool;
  private final OccupancyTree occupancy;
  private final List<Transfer> transfers = new ArrayList<>();
  private final Map<Integer, List<Transfer>> leaving = new HashMap<>();
  private final List<Transfer> arrivals = new ArrayList<>();
  private final Map<Transfer, Double> latest = new HashMap<>();
  private final Map<Transfer, Double> arrived = new HashMap<>();
  private final Deque<Transfer> draining = new ArrayDeque<>();
  private long drainingBytes;
  private int next;
  private int awaited;
  private double secondsIn;
  private double secondsOut;
  private double compute;
  private double copyIn;
  private double copyOut;
  private double stalled;

  TransferTimeline(PlanInput input, long pool) {
    this.input = input;
    this.pool = pool;
    this.occupancy = input.occupancy();
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
    leaving.computeIfAbsent(transfer.gap().after(), key -> new ArrayList<>()).add(transfer);
    if (transfer.in()) {
      arrivals.add(transfer);
    }
  }

  /** Returns the transfers, once {@link #run} has timed them. */
  List<Transfer> transfers() {
    return transfers;
  }

  /** Returns the seconds that operators wait for copies. */
  double stalled() {
    return stalled;
  }

  /** Works out, from the end, when each copy to the device must start if nothing is to wait. */
  private void findLatestStarts() {
    double[] starts = input.starts();
    double free = Double.POSITIVE_INFINITY;
    for (int i = arrivals.size() - 1; i >= 0; i--) {
      Transfer transfer = arrivals.get(i);
      double end = Math.min(free, starts[transfer.gap().before()]);
      free = end - input.rates().secondsIn(transfer.gap().life().block().bytes());
      latest.put(transfer, free - HEAD_START * starts[input.ops()]);
    }
  }

  /** Times everything and returns the seconds of one run. */
  double run() {
    leave(-1);
    for (int op = 0; op < input.ops(); op++) {
      retire(op);
      prefetch(op);
      awaitRoom(op);
      awaitArrivals(op);
      compute += input.seconds(op);
      leave(op);
    }
    retire(input.ops());
    prefetch(input.ops());
    awaitRoom(input.ops());
    awaitArrivals(input.ops());
    draining.forEach(transfer -> transfer.freed(input.ops()));
    // Copies that are still under way overlap the next run, which has as many.
    return Math.max(compute, Math.max(secondsIn, secondsOut));
  }

  private void leave(int op) {
    for (Transfer transfer : leaving.getOrDefault(op, List.of())) {
      if (transfer.out()) {
        long bytes = transfer.gap().life().block().bytes();
        double seconds = input.rates().secondsOut(bytes);
        secondsOut += seconds;
        copyOut = Math.max(copyOut, compute) + seconds;
        transfer.outDone(copyOut);
        draining.add(transfer);
        drainingBytes += transfer.gap().life().bytes();
      }
    }
  }

  /** Takes the memory back of copies to the host that are complete when an operator could start. */
  private void retire(int op) {
    while (!draining.isEmpty() && draining.peek().outDone() <= compute) {
      retireFirst(op);
    }
  }

  private void retireFirst(int op) {
    Transfer done = draining.remove();
    done.freed(op - 1);
    drainingBytes -= done.gap().life().bytes();
  }

  private void prefetch(int op) {
    while (next < arrivals.size()) {
      Transfer transfer = arrivals.get(next);
      Gap gap = transfer.gap();
      boolean must = gap.before() <= op;
      if (!must
          && (departsLater(gap, op)
              || Math.max(copyIn, compute) < latest.getOrDefault(transfer, 0.0)
              || occupancy.most(op, gap.before()) + drainingBytes + gap.life().bytes() > pool)) {
        return;
      }
      enqueue(transfer, op);
    }
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
    double seconds = input.rates().secondsIn(gap.life().block().bytes());
    secondsIn += seconds;
    copyIn = Math.max(Math.max(copyIn, ready), compute) + seconds;
    arrived.put(transfer, copyIn);
  }

  private void awaitRoom(int op) {
    while (!draining.isEmpty() && occupancy.at(op) + drainingBytes > pool) {
      waitUntil(draining.peek().outDone());
      retireFirst(op);
    }
  }

  private void awaitArrivals(int op) {
    while (awaited < next && arrivals.get(awaited).gap().before() <= op) {
      waitUntil(arrived.getOrDefault(arrivals.get(awaited), 0.0));
      awaited++;
    }
  }

  private void waitUntil(double time) {
    if (time > compute) {
      stalled += time - compute;
      compute = time;
    }
  }
}
