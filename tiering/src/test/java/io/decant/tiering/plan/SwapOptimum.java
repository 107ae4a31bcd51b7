package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The fastest schedule of swaps for a small program, by looking at all of them: Dijkstra's
 * algorithm over what is where and what is under way. Everything starts when something else is
 * over, since only then memory becomes free. Copies of one direction follow each other.
 */
final class SwapOptimum {
  private static final int GONE = 0;
  private static final int HERE = 1;
  private static final int LEAVING = 2;
  private static final int AWAY = 3;
  private static final int COMING = 4;
  private static final int COPIED = 5;

  private final List<SmallProgram.Op> ops;
  private final List<Integer> bytes;
  private final List<Boolean> persistent;
  private final int pool;
  private final int rateIn;
  private final int rateOut;

  /**
   * What is where: for each block its place, and whether the host knows its contents; then the
   * operator that is next or running, and the seconds left of it and of both copies (0: none).
   */
  private record State(List<Integer> place, List<Boolean> known, int op, int run, int in, int out) {
    State with(int block, int where, boolean onHost) {
      List<Integer> places = new ArrayList<>(place);
      List<Boolean> knowns = new ArrayList<>(known);
      places.set(block, where);
      knowns.set(block, onHost);
      return new State(places, knowns, op, run, in, out);
    }

    State streams(int nextOp, int nextRun, int nextIn, int nextOut) {
      return new State(place, known, nextOp, nextRun, nextIn, nextOut);
    }
  }

  private record Reached(State state, int seconds) {}

  SwapOptimum(SmallProgram program, int pool, int rateIn, int rateOut) {
    this.ops = program.ops();
    this.bytes = program.bytes();
    this.persistent = program.persistent();
    this.pool = pool;
    this.rateIn = rateIn;
    this.rateOut = rateOut;
  }

  /** Returns the seconds of the fastest run that ends as it begins; a negative number if none. */
  int seconds() {
    int best = -1;
    for (State start : starts()) {
      int found = from(start, best);
      best = found >= 0 && (best < 0 || found < best) ? found : best;
    }
    return best;
  }

  /** Returns all ways in which persistent blocks can be where they are between runs. */
  private List<State> starts() {
    int blocks = bytes.size();
    List<State> found = new ArrayList<>();
    found.add(
        new State(
            new ArrayList<>(Collections.nCopies(blocks, GONE)),
            new ArrayList<>(Collections.nCopies(blocks, false)),
            0,
            0,
            0,
            0));
    for (int block = 0; block < blocks; block++) {
      if (persistent.get(block)) {
        List<State> more = new ArrayList<>();
        for (State state : found) {
          more.add(state.with(block, HERE, false));
          more.add(state.with(block, HERE, true));
          more.add(state.with(block, AWAY, true));
        }
        found = more;
      }
    }
    found.removeIf(state -> taken(state) > pool);
    return found;
  }

  private int from(State start, int most) {
    Map<State, Integer> known = new HashMap<>();
    PriorityQueue<Reached> open = new PriorityQueue<>(Comparator.comparingInt(Reached::seconds));
    open.add(new Reached(start, 0));
    known.put(start, 0);
    while (!open.isEmpty()) {
      Reached next = open.remove();
      State state = next.state;
      if (most >= 0 && next.seconds >= most) {
        return -1;
      }
      if (next.seconds > known.getOrDefault(state, Integer.MAX_VALUE)) {
        continue;
      }
      if (isEnd(state, start)) {
        return next.seconds;
      }
      for (Reached more : followers(next)) {
        if (more.seconds < known.getOrDefault(more.state, Integer.MAX_VALUE)) {
          known.put(more.state, more.seconds);
          open.add(more);
        }
      }
    }
    return -1;
  }

  private boolean isEnd(State state, State start) {
    boolean end = state.op == ops.size() && state.in == 0 && state.out == 0;
    for (int block = 0; block < bytes.size() && end; block++) {
      end =
          !persistent.get(block)
              || (state.place.get(block).equals(start.place.get(block))
                  && state.known.get(block).equals(start.known.get(block)));
    }
    return end;
  }

  private List<Reached> followers(Reached from) {
    State state = from.state;
    List<Reached> found = new ArrayList<>();
    for (int block = 0; block < bytes.size(); block++) {
      int where = state.place.get(block);
      if (where == HERE
          && !state.known.get(block)
          && state.out == 0
          && !isChangedNow(state, block)) {
        State copied = state.with(block, COPIED, false);
        int out = bytes.get(block) / rateOut;
        found.add(new Reached(copied.streams(state.op, state.run, state.in, out), from.seconds));
      }
      if (where == COPIED && !isUsedNow(state, block)) {
        found.add(new Reached(state.with(block, LEAVING, false), from.seconds));
      }
      if (where == HERE && !isUsedNow(state, block)) {
        if (state.known.get(block)) {
          found.add(new Reached(state.with(block, AWAY, true), from.seconds));
        } else if (state.out == 0) {
          State leaving = state.with(block, LEAVING, false);
          int out = bytes.get(block) / rateOut;
          found.add(new Reached(leaving.streams(state.op, state.run, state.in, out), from.seconds));
        }
      }
      if (where == AWAY && state.in == 0 && taken(state) + bytes.get(block) <= pool) {
        State coming = state.with(block, COMING, true);
        int in = bytes.get(block) / rateIn;
        found.add(new Reached(coming.streams(state.op, state.run, in, state.out), from.seconds));
      }
    }
    State running = state.run == 0 && state.op < ops.size() ? start(state) : null;
    if (running != null) {
      found.add(new Reached(running, from.seconds));
    }
    int step =
        Arrays.stream(new int[] {state.run, state.in, state.out})
            .filter(left -> left > 0)
            .min()
            .orElse(0);
    if (step > 0) {
      found.add(new Reached(pass(state, step), from.seconds + step));
    }
    return found;
  }

  /** Returns whether the operator that runs, or is next, uses a block. */
  private boolean isUsedNow(State state, int block) {
    return state.op < ops.size() && ops.get(state.op).uses().containsKey(block);
  }

  /** Returns whether the operator that runs changes a block. */
  private boolean isChangedNow(State state, int block) {
    SmallProgram.Access access = state.run == 0 ? null : ops.get(state.op).uses().get(block);
    return access != null && access != SmallProgram.Access.READ;
  }

  private @Nullable State start(State state) {
    SmallProgram.Op op = ops.get(state.op);
    State started = state;
    for (Map.Entry<Integer, SmallProgram.Access> use : op.uses().entrySet()) {
      int block = use.getKey();
      int where = started.place.get(block);
      boolean fetch = use.getValue() != SmallProgram.Access.WRITE;
      boolean writes = use.getValue() != SmallProgram.Access.READ;
      boolean copied = where == COPIED;
      boolean moving = where == LEAVING || where == COMING || (copied && writes);
      if (moving || (fetch && where != HERE && !copied)) {
        return null;
      }
      int then = copied ? COPIED : HERE;
      started = started.with(block, then, !writes && started.known.get(block));
    }
    return taken(started) > pool
        ? null
        : started.streams(state.op, op.seconds(), state.in, state.out);
  }

  private State pass(State state, int step) {
    State passed =
        state.streams(
            state.op,
            Math.max(0, state.run - step),
            Math.max(0, state.in - step),
            Math.max(0, state.out - step));
    for (int block = 0; block < bytes.size(); block++) {
      int where = state.place.get(block);
      if (where == LEAVING && passed.out == 0) {
        passed = passed.with(block, AWAY, true);
      } else if ((where == COMING && passed.in == 0) || (where == COPIED && passed.out == 0)) {
        passed = passed.with(block, HERE, true);
      }
    }
    if (state.run > 0 && passed.run == 0) {
      for (int block : ops.get(state.op).dead()) {
        passed = passed.with(block, GONE, false);
      }
      passed = passed.streams(state.op + 1, 0, passed.in, passed.out);
    }
    return passed;
  }

  private int taken(State state) {
    int taken = 0;
    for (int block = 0; block < bytes.size(); block++) {
      int where = state.place.get(block);
      taken += where == GONE || where == AWAY ? 0 : bytes.get(block);
    }
    return taken;
  }
}
