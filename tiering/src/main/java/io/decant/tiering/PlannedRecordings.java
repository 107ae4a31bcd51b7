package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Recorder;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records parts of runs, operators and copies together, and replays them. A part is recorded when
 * it begins with all blocks where they were when it began the last time, and replayed whenever it
 * begins so again: what it does with blocks follows from where they are. Used by one thread at a
 * time.
 */
final class PlannedRecordings {
  private final @Nullable Recorder recorder;
  private final CopyEngine copies;
  private final BlockStates states;
  private final Traffic traffic;
  private final BackendListener listener;
  private final LateRuns late;
  private final IdentityHashMap<LoweredProgram, Parts> programs = new IdentityHashMap<>();

  /** The parts of a program's runs, by their first steps, as long as the steps are these. */
  private record Parts(List<Step> steps, Map<Integer, Part> byFirst) {
    void forget() {
      byFirst.values().forEach(Part::forget);
    }
  }

  /** What is known of a part of a program's runs. */
  private static final class Part {
    private BlockStates.@Nullable Snapshot last;
    private @Nullable Recorded recorded;
    private boolean refused;

    void forget() {
      if (recorded != null) {
        recorded.recording.close();
        recorded = null;
      }
    }
  }

  private record Recorded(
      Recorder.Recording recording,
      BlockStates.Snapshot begin,
      BlockStates.Snapshot end,
      List<Runnable> moves) {}

  /**
   * Starts without recordings.
   *
   * @param recorder the device's; null when it has none
   * @param listener learns what cannot be recorded
   * @param late measures runs
   */
  PlannedRecordings(
      @Nullable Recorder recorder,
      CopyEngine copies,
      BlockStates states,
      Traffic traffic,
      BackendListener listener,
      LateRuns late) {
    this.late = late;
    this.recorder = recorder;
    this.copies = copies;
    this.states = states;
    this.traffic = traffic;
    this.listener = listener;
  }

  /**
   * Enqueues a part of a run, by itself or from its recording.
   *
   * @param first the index of its first step
   * @param work enqueues the part
   */
  void run(Schedule schedule, int first, Runnable work) {
    if (late.measuresEnqueued() && !copies.isStaged()) {
      late.measure(schedule.program(), first, work);
      return;
    }
    if (recorder == null || copies.isStaged()) {
      work.run();
      return;
    }
    if (late.enqueues(schedule.program())) {
      forget(schedule.program());
      late.measure(schedule.program(), first, work);
      return;
    }
    Part part = parts(schedule).byFirst.computeIfAbsent(first, key -> new Part());
    BlockStates.Snapshot begin = states.take();
    Recorded known = part.recorded;
    if (known != null && known.begin.equals(begin)) {
      late.measure(schedule.program(), first, () -> replay(known));
    } else if (part.refused || part.last == null || !part.last.equals(begin)) {
      part.last = begin;
      work.run();
    } else {
      part.forget();
      record(recorder, part, begin, work, schedule.program().program().name());
    }
  }

  private Parts parts(Schedule schedule) {
    Parts known = programs.get(schedule.program());
    if (known == null || known.steps != schedule.steps()) {
      forget(schedule.program());
      known = new Parts(schedule.steps(), new HashMap<>());
      programs.put(schedule.program(), known);
    }
    return known;
  }

  private void replay(Recorded known) {
    copies.asOne(known.recording::replay);
    states.become(known.end);
    known.moves.forEach(Runnable::run);
  }

  private void record(
      Recorder with, Part part, BlockStates.Snapshot begin, Runnable work, String program) {
    try {
      copies.asOne(
          () -> {
            List<Runnable> moves = new ArrayList<>();
            Recorder.Recording recording =
                copies.record(with, () -> moves.addAll(traffic.during(work)));
            part.recorded = new Recorded(recording, begin, states.take(), moves);
            recording.replay();
            moves.forEach(Runnable::run);
          });
    } catch (RuntimeException e) {
      // Nothing has run: what cannot be recorded is enqueued as ever, and fails then if it must.
      listener.info(
          "large-model support: what program '"
              + program
              + "' runs on the device cannot be recorded, and is enqueued each time instead, which takes"
              + " the host longer: "
              + e);
      part.forget();
      part.refused = true;
      states.become(begin);
      work.run();
    }
  }

  /** Closes the recordings of a program, whose runs will be others. */
  void forget(LoweredProgram program) {
    Parts parts = programs.remove(program);
    if (parts != null) {
      parts.forget();
    }
  }

  /** Closes all recordings. */
  void clear() {
    programs.values().forEach(Parts::forget);
    programs.clear();
  }
}
