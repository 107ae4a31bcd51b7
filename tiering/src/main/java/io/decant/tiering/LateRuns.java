package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PlanForecast;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out on the device whether runs take as long as their plans expect, those that are replayed
 * or, on a graphics processor that cannot record, enqueued. Where replays take longer, it is tried
 * whether they do so, too, when they are enqueued. If so, copies come late, since the link is
 * slower beside operators than it was alone; where all copies hide behind operators, it is these
 * that are slower beside copies. Where runs take less, operators follow each other faster in a
 * replay than where each was measured. Where a plan that was made from that is slower, the one
 * before comes back. The first few runs of each part of a plan are measured, of which the shortest
 * counts. Used by one thread at a time.
 */
final class LateRuns {
  /** What a replay may take more than it should: a part of that, and seconds for each operator. */
  private static final double NOTICEABLE = 0.03;

  private static final double LAUNCH = 2e-6;

  /** What a replay takes more than it should where it is tried to enqueue runs instead. */
  private static final double WORTH_TRYING = 0.015;

  /** What a replay may take less than it should, as a part of that. */
  private static final double SPARE = 0.02;

  /** Copies do not matter where they are less than this part of a run. */
  private static final double FEW = 0.1;

  /** Which runs are measured. */
  enum Measured {
    /** None: operators and copies share a processor, and neither takes the same time twice. */
    NONE,
    ENQUEUED,
    REPLAYED
  }

  /** What is known of a program's runs. */
  private record Known(MeasuredRuns runs, EnqueuedTrial trial, TriedCorrections tried) {
    Known() {
      this(new MeasuredRuns(), new EnqueuedTrial(), new TriedCorrections());
    }
  }

  private final Measured measured;
  private final DeviceStream compute;
  private final BackendListener listener;
  private final IdentityHashMap<LoweredProgram, Known> programs = new IdentityHashMap<>();

  /**
   * Starts without programs.
   *
   * @param compute the stream that operators run on
   * @param listener learns of copies that are late
   */
  LateRuns(Measured measured, DeviceStream compute, BackendListener listener) {
    this.measured = measured;
    this.compute = compute;
    this.listener = listener;
  }

  /** Returns whether the runs of a program are to be enqueued rather than replayed. */
  boolean enqueues(LoweredProgram program) {
    Known known = programs.get(program);
    return known != null && known.trial.enqueues();
  }

  /** Returns whether runs are measured that are enqueued since nothing is ever recorded. */
  boolean measuresEnqueued() {
    return measured == Measured.ENQUEUED;
  }

  /**
   * Enqueues a replay, or what is to be enqueued in its place, and measures it.
   *
   * @param part which of the parts of a program's runs it is
   */
  void measure(LoweredProgram program, int part, Runnable replay) {
    programs.computeIfAbsent(program, key -> new Known()).runs.measure(compute, part, replay);
  }

  /**
   * Returns what to plan from instead, once a plan's replays are measured; empty before, and when
   * they take as long as they should.
   *
   * @param links what the plan was made from
   */
  Optional<Correction> correction(LoweredProgram program, PlanForecast forecast, LinkRates links) {
    Known known = programs.get(program);
    if (known == null || !known.runs.read()) {
      return Optional.empty();
    }
    double taken = taken(program, known);
    double excess = taken - forecast.seconds();
    double copying =
        Math.max(links.secondsIn(forecast.bytesIn()), links.secondsOut(forecast.bytesOut()));
    int operators = program.ops().size() + forecast.recomputed();
    boolean replayed = measured == Measured.REPLAYED;
    if (replayed
        && copying > 0
        && excess > WORTH_TRYING * forecast.seconds()
        && known.trial.begin(taken)) {
      known.runs.clear();
      return Optional.empty();
    }
    Optional<Correction> back = takenBack(program, known.tried, taken);
    if (back.isPresent()) {
      return back;
    }
    boolean hides = hides(forecast, links);
    double noticeable =
        hides && replayed
            ? WORTH_TRYING * forecast.seconds()
            : NOTICEABLE * forecast.seconds() + LAUNCH * operators;
    if (copying > 0 && excess > noticeable && known.tried.mayFollowLateRun()) {
      Correction found =
          hides
              ? Correction.contention(excess, forecast, links)
              : Correction.slowerLink(excess, inUse(forecast, links));
      known.tried.tries(found, true, taken);
      return report(program, forecast, taken, found);
    }
    boolean waits =
        forecast.seconds() > (1 + SPARE) * forecast.computeSeconds()
            && copying > FEW * forecast.seconds()
            && !hides;
    if (replayed && -excess > SPARE * forecast.seconds() && !waits && known.tried.mayShorten()) {
      Correction found =
          hides && links.contention() > 0
              ? Correction.contention(excess, forecast, links)
              : Correction.fasterOperators(-excess / operators);
      known.tried.tries(found, false, taken);
      return report(program, forecast, taken, found);
    }
    return Optional.empty();
  }

  private Optional<Correction> takenBack(
      LoweredProgram program, TriedCorrections tried, double taken) {
    Optional<Correction> back = tried.takeBack(taken);
    if (back.isPresent()) {
      listener.info(
          String.format(
              Locale.ROOT,
              "large-model support: a run of program '%s' takes %.4g ms on the device, and took %.4g"
                  + " by the plan before, which it has again",
              program.program().name(),
              1e3 * taken,
              1e3 * tried.secondsBefore()));
    }
    return back;
  }

  /** Returns whether nearly all copies run beside operators, and are more than a few. */
  private static boolean hides(PlanForecast forecast, LinkRates links) {
    double most = Math.max(FEW * forecast.seconds(), (1 - FEW) * copies(forecast, links));
    return forecast.besideSeconds() > most;
  }

  /** Returns the seconds in which copies may take the link at most, one way or both. */
  private static double inUse(PlanForecast forecast, LinkRates links) {
    return Math.min(forecast.seconds(), copies(forecast, links));
  }

  /** Returns the seconds of all copies, one after the other. */
  private static double copies(PlanForecast forecast, LinkRates links) {
    return links.secondsIn(forecast.bytesIn()) + links.secondsOut(forecast.bytesOut());
  }

  /** Returns what a run takes, now or as soon as it is replayed again. */
  private double taken(LoweredProgram program, Known known) {
    double shortest = known.runs.seconds();
    EnqueuedTrial trial = known.trial;
    boolean tried = trial.isUnderWay();
    double taken = trial.end(shortest);
    if (tried) {
      listener.info(
          String.format(
              Locale.ROOT,
              "large-model support: a run of program '%s' takes %.4g ms when it is enqueued, %.4g"
                  + " when it is replayed; it is %s from now on",
              program.program().name(),
              1e3 * shortest,
              1e3 * trial.replayed(),
              trial.enqueues() ? "enqueued" : "replayed"));
    }
    return taken;
  }

  private Optional<Correction> report(
      LoweredProgram program, PlanForecast forecast, double taken, Correction correction) {
    listener.info(
        String.format(
            Locale.ROOT,
            "large-model support: a run of program '%s' takes %.4g ms on the device, %.4g were"
                + " planned; it is planned again as if %s",
            program.program().name(),
            1e3 * taken,
            1e3 * forecast.seconds(),
            correction.text()));
    return Optional.of(correction);
  }

  /** Operators have been measured anew: their times may be corrected as often as before. */
  void remeasured() {
    programs.values().forEach(known -> known.tried.remeasured());
  }

  /** Measures anew: a program has another plan. */
  void restart(LoweredProgram program) {
    Known known = programs.get(program);
    if (known != null) {
      known.runs.clear();
      known.trial.giveUp();
    }
  }

  /** Forgets a program. */
  void forget(LoweredProgram program) {
    restart(program);
    programs.remove(program);
  }

  /** Gives up what nobody will read. */
  void close() {
    programs.keySet().forEach(this::restart);
    programs.clear();
  }
}
