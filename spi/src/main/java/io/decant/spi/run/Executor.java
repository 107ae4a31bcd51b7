package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.View;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Step;
import io.decant.spi.memory.Streams;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a schedule: leases each operator's blocks, enqueues it on the compute stream, goes on. It
 * waits for the device only where the host needs a result. Used by one thread at a time.
 */
public final class Executor implements AutoCloseable {
  private final Streams streams;
  private final ResidencyManager residency;
  private final HostCalls hostCalls;
  private final ScalarReader scalars;
  private final Recordings recordings;

  /** Creates an executor; the caller keeps the device, streams and residency manager. */
  public Executor(Device device, Streams streams, ResidencyManager residency) {
    this.streams = streams;
    this.residency = residency;
    this.hostCalls = new HostCalls(device, streams.compute());
    this.scalars = new ScalarReader(device, streams.compute(), residency);
    this.recordings = new Recordings(device, streams.compute());
  }

  /** Runs the whole schedule. */
  public void run(Schedule schedule) {
    run(schedule, 0, schedule.program().ops().size());
  }

  /**
   * Runs the operators from {@code begin} to {@code end} (exclusive), by their indices in the
   * lowered program. What a schedule has before an operator (places, swap-ins, recomputations)
   * belongs to that operator, and what follows directly behind one (swap-outs, write-backs, drops)
   * to that one. A run that starts at 0 begins a new iteration, and runs all operators that may
   * come early: what they write may leave and come back among those of the range.
   */
  public void run(Schedule schedule, int begin, int end) {
    if (begin == 0) {
      residency.begin(schedule.program());
    }
    if (residency.placement().isPresent() && schedule.onlyComputes()) {
      runInPlace(schedule, begin, end);
    } else if (begin == 0 && end == schedule.program().ops().size()) {
      runSteps(schedule);
    } else {
      runSteps(schedule, begin, end);
    }
    streams.compute().flush();
  }

  /**
   * Runs operators one behind the other; those of the device between those of the host at once. In
   * a whole run, those of the host that may come early do.
   */
  private void runInPlace(Schedule schedule, int begin, int end) {
    LoweredProgram program = schedule.program();
    List<Integer> early = begin == 0 && end == program.ops().size() ? schedule.early() : List.of();
    early.forEach(op -> compute(program.ops().get(op)));
    int next = begin;
    while (next < end) {
      int first = next;
      while (next < end && (program.ops().get(next).executable() != null || early.contains(next))) {
        next++;
      }
      if (next > first) {
        List<LoweredOp> range =
            program.ops().subList(first, next).stream()
                .filter(op -> op.executable() != null)
                .toList();
        recordings.run(
            program, first, next, residency.placement(), () -> range.forEach(this::compute));
      }
      if (next < end) {
        compute(program.ops().get(next++));
      }
    }
  }

  /**
   * Runs all steps; those between two operators of the host are enqueued as one part, if they have
   * enough for the device to do.
   */
  private void runSteps(Schedule schedule) {
    List<Step> steps = schedule.steps();
    int next = 0;
    while (next < steps.size()) {
      int first = next;
      while (next < steps.size() && !needsHost(steps.get(next), schedule)) {
        next++;
      }
      List<Step> part = steps.subList(first, next);
      Runnable work = () -> part.forEach(step -> execute(step, schedule));
      if (Recordings.isWorthwhile(part)) {
        residency.enqueue(schedule, first, work);
      } else {
        work.run();
      }
      if (next < steps.size()) {
        execute(steps.get(next++), schedule);
      }
    }
  }

  private static boolean needsHost(Step step, Schedule schedule) {
    return step instanceof Step.Compute compute
        && schedule.program().ops().get(compute.op()).executable() == null;
  }

  private void execute(Step step, Schedule schedule) {
    if (step instanceof Step.Compute compute) {
      compute(schedule.program().ops().get(compute.op()));
    } else {
      move(step, schedule);
    }
  }

  private void runSteps(Schedule schedule, int begin, int end) {
    List<Step> ahead = new ArrayList<>();
    boolean inside = begin == 0;
    for (Step step : schedule.steps()) {
      if (step instanceof Step.Compute compute) {
        int op = compute.op();
        inside = (op >= begin && op < end) || (begin == 0 && schedule.early().contains(op));
        if (inside) {
          ahead.forEach(earlier -> move(earlier, schedule));
          compute(schedule.program().ops().get(op));
        }
        ahead.clear();
      } else if (ahead.isEmpty() && isBehind(step)) {
        if (inside) {
          move(step, schedule);
        }
      } else {
        ahead.add(step);
      }
    }
    if (inside) {
      ahead.forEach(last -> move(last, schedule));
    }
  }

  private static boolean isBehind(Step step) {
    return step instanceof Step.SwapOut
        || step instanceof Step.WriteBack
        || step instanceof Step.Drop;
  }

  /** Returns an event behind all operators enqueued so far; the caller closes it. */
  public DeviceEvent record() {
    return streams.compute().record();
  }

  /** Waits for everything that was enqueued. */
  public void synchronize() {
    streams.synchronize();
  }

  /** Enqueues the download of a few elements; the result can be asked for later. */
  public PendingScalars readLater(Region region) {
    return scalars.enqueue(region);
  }

  /**
   * Gives up the host buffers and recordings of a program that will not run again. Nothing of it
   * may be running.
   */
  public void forget(LoweredProgram program) {
    recordings.forget(program);
    for (LoweredOp op : program.ops()) {
      if (op.op().spec() instanceof HostOp host) {
        hostCalls.forget(host);
      }
    }
  }

  private void move(Step step, Schedule schedule) {
    if (step instanceof Step.Place place) {
      residency.place(place.block(), place.address());
    } else if (step instanceof Step.SwapIn in) {
      residency.swapIn(in.block());
    } else if (step instanceof Step.SwapOut out) {
      residency.swapOut(out.block());
    } else if (step instanceof Step.WriteBack back) {
      residency.writeBack(back.block());
    } else if (step instanceof Step.Drop drop) {
      residency.drop(drop.block());
    } else if (step instanceof Step.Recompute again) {
      LoweredOp op = schedule.program().ops().get(again.op());
      residency.recomputes(op);
      compute(op);
    }
  }

  private void compute(LoweredOp op) {
    if (op.isOnHost()) {
      hostCalls.runOnHost(op.op(), residency);
      return;
    }
    try (Lease lease = residency.lease(op.accesses())) {
      List<View> views = new ArrayList<>(op.op().operands().size());
      for (Region region : op.op().operands()) {
        views.add(lease.view(region));
      }
      if (op.executable() != null) {
        Region workspace = op.workspace();
        op.executable()
            .enqueue(
                streams.compute(),
                views,
                workspace == null ? List.of() : List.of(lease.view(workspace)));
      } else if (op.op().spec() instanceof SourceOp source) {
        hostCalls.upload(source, op.op(), views);
      } else if (op.op().spec() instanceof HostOp host) {
        hostCalls.call(host, op.op(), views);
      }
    } catch (RuntimeException e) {
      throw OperatorFailure.in(op.op(), e);
    }
  }

  /** Returns what an operator does with blocks that are only read and stay needed. */
  static List<BlockAccess> readAccess(Region region) {
    return List.of(new BlockAccess(region.block(), true, false, false));
  }

  @Override
  public void close() {
    try {
      hostCalls.close();
    } finally {
      scalars.close();
      recordings.close();
    }
  }
}
