package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PlanForecast;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out on the device whether runs take as long as their plans expect, those that are replayed
 * or, on a graphics processor that cannot record, enqueued. Where replays take longer, it is tried
 * whether they do so, too, when they are enqueued. If so, copies come late, since the link is
 * slower beside operators than it was alone; where all copies hide behind operators, it is these
 * that are slower beside copies. Where runs take less, operators follow each other faster in a
 * replay than where each was measured. The first few runs of each part of a plan are measured, of
 * which the shortest counts. Used by one thread at a time.
 */
final class LateRuns {
  /** Replays of a plan that are measured. */
  static final int RUNS = 5;

  /** Plans of a program that may be corrected since runs are late. */
  static final int CORRECTIONS = 3;

  /** Those that may be corrected since operators are faster, for each measurement of operators. */
  static final int SHORTENINGS = 2;

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

  /** The replays of one part of a plan's runs. */
  private static final class Part {
    private final Deque<Interval> pending = new ArrayDeque<>();
    private int measured;
    private int read;
    private double shortest = Double.MAX_VALUE;

    /** Takes in what is measured by now. */
    void read() {
      while (!pending.isEmpty() && pending.peek().isDone()) {
        try (Interval interval = pending.remove()) {
          shortest = Math.min(shortest, interval.nanos() / 1e9);
        }
        read++;
      }
    }
  }

  private static final class Replays {
    private final Map<Integer, Part> parts = new HashMap<>();
    private boolean judged;
    private int corrections;
    private int shortenings;
    private final EnqueuedTrial trial = new EnqueuedTrial();

    void measureAnew() {
      parts.values().forEach(part -> part.pending.forEach(Interval::close));
      parts.clear();
      judged = false;
    }
  }

  private final Measured measured;
  private final DeviceStream compute;
  private final BackendListener listener;
  private final IdentityHashMap<LoweredProgram, Replays> programs = new IdentityHashMap<>();

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
    Replays replays = programs.get(program);
    return replays != null && replays.trial.enqueues();
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
    Part replays =
        programs
            .computeIfAbsent(program, key -> new Replays())
            .parts
            .computeIfAbsent(part, key -> new Part());
    if (replays.measured == RUNS) {
      replay.run();
      return;
    }
    replays.measured++;
    replays.pending.add(Interval.around(compute, replay));
  }

  /**
   * Returns what to plan from instead, once a plan's replays are measured; empty before, and when
   * they take as long as they should.
   *
   * @param links what the plan was made from
   */
  Optional<Correction> correction(LoweredProgram program, PlanForecast forecast, LinkRates links) {
    Replays replays = programs.get(program);
    if (replays == null || !read(replays)) {
      return Optional.empty();
    }
    double taken = taken(program, replays);
    double excess = taken - forecast.seconds();
    double copying =
        Math.max(links.secondsIn(forecast.bytesIn()), links.secondsOut(forecast.bytesOut()));
    int operators = program.ops().size() + forecast.recomputed();
    boolean replayed = measured == Measured.REPLAYED;
    if (replayed
        && copying > 0
        && excess > WORTH_TRYING * forecast.seconds()
        && replays.trial.begin(taken)) {
      replays.measureAnew();
      return Optional.empty();
    }
    boolean hides = hides(forecast, links);
    double noticeable =
        hides && replayed
            ? WORTH_TRYING * forecast.seconds()
            : NOTICEABLE * forecast.seconds() + LAUNCH * operators;
    if (copying > 0 && excess > noticeable && replays.corrections < CORRECTIONS) {
      replays.corrections++;
      Correction found =
          hides
              ? Correction.contention(excess, forecast, links)
              : Correction.slowerLink(excess, copying);
      return report(program, forecast, taken, found);
    }
    boolean waits =
        forecast.seconds() > (1 + SPARE) * forecast.computeSeconds()
            && copying > FEW * forecast.seconds()
            && !hides;
    if (replayed
        && -excess > SPARE * forecast.seconds()
        && !waits
        && replays.shortenings < SHORTENINGS) {
      replays.shortenings++;
      Correction found =
          hides && links.contention() > 0
              ? Correction.contention(excess, forecast, links)
              : Correction.fasterOperators(-excess / operators);
      return report(program, forecast, taken, found);
    }
    return Optional.empty();
  }

  /** Returns whether nearly all copies run beside operators, and are more than a few. */
  private static boolean hides(PlanForecast forecast, LinkRates links) {
    double copies = links.secondsIn(forecast.bytesIn()) + links.secondsOut(forecast.bytesOut());
    return forecast.besideSeconds() > Math.max(FEW * forecast.seconds(), (1 - FEW) * copies);
  }

  /** Returns what a run takes, now or as soon as it is replayed again. */
  private double taken(LoweredProgram program, Replays replays) {
    double shortest = replays.parts.values().stream().mapToDouble(part -> part.shortest).sum();
    EnqueuedTrial trial = replays.trial;
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

  /** Takes in what is measured by now; returns true once, when this completes it. */
  private static boolean read(Replays replays) {
    replays.parts.values().forEach(Part::read);
    boolean complete =
        !replays.parts.isEmpty()
            && replays.parts.values().stream().allMatch(part -> part.read == RUNS);
    boolean first = complete && !replays.judged;
    replays.judged = complete;
    return first;
  }

  /** Operators have been measured anew: their times may be corrected as often as before. */
  void remeasured() {
    programs.values().forEach(replays -> replays.shortenings = 0);
  }

  /** Measures anew: a program has another plan. */
  void restart(LoweredProgram program) {
    Replays replays = programs.get(program);
    if (replays != null) {
      replays.measureAnew();
      replays.trial.giveUp();
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
