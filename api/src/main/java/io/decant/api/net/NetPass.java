package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * An admitted program of a net, and where it is cut: behind each operator that decides an extent.
 */
final class NetPass {
  private final Schedule schedule;
  private final List<Integer> cuts = new ArrayList<>();

  private NetPass(Schedule schedule, List<HostOp> decisions) {
    this.schedule = schedule;
    List<LoweredOp> ops = schedule.program().ops();
    for (int i = 0; i < ops.size() && cuts.size() < decisions.size(); i++) {
      if (ops.get(i).op().spec() == decisions.get(cuts.size())) {
        cuts.add(i + 1);
      }
    }
  }

  /** Lowers a program and finds room for it. */
  static NetPass admit(Engine engine, NetCompiler.Emitted emitted) {
    return new NetPass(engine.admit(emitted.program()), emitted.decisions());
  }

  Schedule schedule() {
    return schedule;
  }

  /** Returns the index of the first operator behind a decision. */
  int cut(int decision) {
    return cuts.get(decision);
  }

  /** Returns the first decision among the operators of a range, or -1. */
  int decisionWithin(OpRange range) {
    for (int i = 0; i < cuts.size(); i++) {
      if (cuts.get(i) > range.begin() && cuts.get(i) <= range.end()) {
        return i;
      }
    }
    return -1;
  }
}
