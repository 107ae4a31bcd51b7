package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times a draft whose blocks have addresses as streams execute it: who comes to memory waits for
 * the copies that still leave from there, and for nothing else. Runs follow each other; the last of
 * a few counts, which finds memory as all later ones do.
 */
final class PlacedRun {
  private static final int RUNS = 3;

  private final PlanInput input;
  private final TransferTimeline timeline;
  private final TimedStreams streams;
  private final FreedRanges<TimedTask> freed = new FreedRanges<>();
  private final ByOperator<Stay> beginning = new ByOperator<>();
  private final ByOperator<Stay> ending = new ByOperator<>();
  private final ByOperator<Transfer> issued = new ByOperator<>();
  private final ByOperator<Transfer> needed = new ByOperator<>();
  private final Map<Transfer, Stay> leaving = new HashMap<>();
  private final Map<Transfer, Stay> arriving = new HashMap<>();
  private final Map<Transfer, List<TimedTask>> copiedOut = new HashMap<>();
  private final Map<Transfer, TimedTask> copiedIn = new HashMap<>();
  private @Nullable TimedTask last;
  private double secondsIn;
  private double secondsOut;

  /**
   * How long a run is.
   *
   * @param seconds of the run
   * @param beside seconds of its copies, of both directions, in which operators run, too
   */
  record Time(double seconds, double beside) {}

  private PlacedRun(Draft draft, List<Stay> stays) {
    this.input = draft.input();
    this.timeline = draft.timeline();
    this.streams = new TimedStreams(input.rates());
    stays.forEach(this::add);
    for (Transfer transfer : timeline.arrivals()) {
      issued.add(transfer.issued(), transfer);
      needed.add(Math.min(input.ops(), transfer.gap().before()), transfer);
    }
  }

  /**
   * Times a run.
   *
   * @param stays all of the draft's, with addresses
   */
  static Time of(Draft draft, List<Stay> stays) {
    return new PlacedRun(draft, stays).time();
  }

  private void add(Stay stay) {
    Visit begin = stay.beginning();
    Visit end = stay.ending();
    boolean always = begin.equals(end) && begin.arriving() == null && isHome(begin);
    if (always && begin.used().first() == 0) {
      return;
    }
    if (begin.arriving() == null) {
      beginning.add(begin.used().first(), stay);
    } else {
      arriving.put(begin.arriving(), stay);
    }
    if (end.leaving() != null) {
      leaving.put(end.leaving(), stay);
    } else if (!isHome(end)) {
      ending.add(end.used().last(), stay);
    }
  }

  private boolean isHome(Visit visit) {
    return visit.used().last() == input.ops();
  }

  private Time time() {
    List<TimedTask> ends = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      leave(-1);
      for (int op = 0; op <= input.ops(); op++) {
        operate(op);
        leave(op);
      }
      ends.add(streams.operator(0, List.of()));
    }
    streams.run();
    double run = ends.get(RUNS - 1).end() - ends.get(RUNS - 2).end();
    double copies = Math.max(secondsIn, secondsOut) / RUNS;
    return new Time(Math.max(run, copies), streams.beside() / RUNS);
  }

  private void operate(int op) {
    List<TimedTask> before = new ArrayList<>();
    for (Stay stay : beginning.at(op)) {
      before.addAll(freed.take(stay.address(), stay.end()));
    }
    issued.at(op).forEach(this::copyIn);
    needed.at(op).forEach(transfer -> before.add(copiedIn.get(transfer)));
    last = streams.operator(op < input.ops() ? input.seconds(op) : 0, before);
    for (Stay stay : ending.at(op)) {
      freed.free(stay.address(), stay.end(), List.of(last));
    }
  }

  private void copyIn(Transfer transfer) {
    Stay stay = arriving.get(transfer);
    List<TimedTask> stored = copiedOut.get(transfer);
    for (CopyPiece piece : CopyPiece.of(transfer.gap().life().bytes())) {
      List<TimedTask> before = new ArrayList<>();
      if (stay != null) {
        before.addAll(freed.take(stay.address() + piece.begin(), stay.address() + piece.end()));
      }
      if (stored != null) {
        before.add(stored.get(stored.size() - 1));
      }
      double seconds = latency(piece) + input.rates().secondsIn(piece.bytes());
      secondsIn += seconds;
      copiedIn.put(transfer, streams.copyIn(seconds, before));
    }
  }

  /** Returns what a piece of a copy takes besides its bytes: all are enqueued together. */
  private double latency(CopyPiece piece) {
    return piece.begin() == 0 ? input.rates().latency() : 0;
  }

  private void leave(int op) {
    for (Transfer transfer : timeline.leavingBehind(op)) {
      if (transfer.out() && !transfer.writesBack()) {
        copyOut(transfer);
      }
      Stay stay = leaving.get(transfer);
      if (stay != null && last != null) {
        free(stay, last, copiedOut.getOrDefault(transfer, List.of()));
      }
    }
    timeline.writtenBackBehind(op).forEach(this::copyOut);
  }

  private void copyOut(Transfer transfer) {
    List<TimedTask> before = last == null ? List.of() : List.of(last);
    List<TimedTask> copies = new ArrayList<>();
    for (CopyPiece piece : CopyPiece.of(transfer.gap().life().bytes())) {
      double seconds = latency(piece) + input.rates().secondsOut(piece.bytes());
      secondsOut += seconds;
      copies.add(streams.copyOut(seconds, before));
    }
    copiedOut.put(transfer, copies);
  }

  /**
   * Gives up the memory of a stay.
   *
   * @param use the operator so far that was enqueued last
   * @param copies those of its pieces to the host, if there are any
   */
  private void free(Stay stay, TimedTask use, List<TimedTask> copies) {
    if (copies.isEmpty()) {
      freed.free(stay.address(), stay.end(), List.of(use));
    }
    List<CopyPiece> pieces = CopyPiece.of(stay.bytes());
    for (int i = 0; i < copies.size(); i++) {
      CopyPiece piece = pieces.get(i);
      freed.free(
          stay.address() + piece.begin(),
          stay.address() + piece.end(),
          List.of(use, copies.get(i)));
    }
  }
}
