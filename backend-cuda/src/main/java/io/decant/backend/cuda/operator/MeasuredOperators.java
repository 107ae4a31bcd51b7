package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.operator.Choices.Choice;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ProductOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Products and convolutions by whoever is fastest for them: each way is tried once for a geometry,
 * and the choice is remembered, so that the next run starts fast and computes the same bits. Small
 * ones are left to the shared kernels untried.
 */
final class MeasuredOperators implements LibraryOperators {
  /** Multiply-adds from which on a trial is worth its time: some microseconds of a large device. */
  static final long TRIED_FROM = 1L << 24;

  private static final String SUBSAMPLED = "product of samples";
  private static final double NANOS = 1e9;

  private final Candidates candidates;
  private final Selection selection;
  private final Choices choices;
  private final Trials trials;
  private final Consumer<String> log;

  /** Sets up a trial of an operator. */
  interface Trials {
    /**
     * Returns a trial, which the caller closes.
     *
     * @param workspaceBytes largest workspace of all candidates
     * @throws DeviceException when there is no memory for it
     */
    Trial of(OpSpec spec, long workspaceBytes);
  }

  MeasuredOperators(
      Candidates candidates,
      Selection selection,
      Choices choices,
      Trials trials,
      Consumer<String> log) {
    this.candidates = candidates;
    this.selection = selection;
    this.choices = choices;
    this.trials = trials;
    this.log = log;
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    if (!(spec instanceof ProductOp) || spec.cost().multiplyAdds() < least()) {
      return Optional.empty();
    }
    return selection == Selection.LIBRARIES ? proposed(spec, options) : fastest(spec, options);
  }

  private long least() {
    return selection == Selection.LIBRARIES ? 1 : TRIED_FROM;
  }

  private Optional<Executable> proposed(OpSpec spec, PrepareOptions options) {
    List<Candidate> offered =
        spec.cost().multiplyAdds() < TRIED_FROM
            ? candidates.besideKernels(spec, options)
            : candidates.all(spec, options);
    offered.stream().skip(1).forEach(Candidate::close);
    return offered.stream().findFirst().map(Candidate::executable);
  }

  /** One trial at a time: trials beside each other would measure each other. */
  private synchronized Optional<Executable> fastest(OpSpec spec, PrepareOptions options) {
    String question = question(spec, options);
    Optional<Choice> chosen = choices.of(question);
    if (chosen.isPresent()) {
      String name = chosen.get().name();
      if (name.equals(Candidates.KERNELS)) {
        return Optional.empty();
      }
      List<Candidate> offered =
          name.equals(SUBSAMPLED)
              ? subsampled(spec, options).stream().toList()
              : candidates.ofLibraries(spec, options, name::equals);
      offered.stream().skip(1).forEach(Candidate::close);
      if (!offered.isEmpty()) {
        return Optional.of(offered.get(0).executable());
      }
      log.accept(name + " was chosen for " + question + " and is not there; choosing anew");
    }
    return choose(spec, options, question, false);
  }

  /**
   * @param timed whether a candidate without rivals is tried, too
   */
  private Optional<Executable> choose(
      OpSpec spec, PrepareOptions options, String question, boolean timed) {
    List<Candidate> all = new ArrayList<>(candidates.all(spec, options));
    if (!all.isEmpty()) {
      subsampled(spec, options).ifPresent(all::add);
    }
    if (all.isEmpty() || (all.size() == 1 && !timed)) {
      return all.stream().findFirst().map(Candidate::executable);
    }
    long workspace =
        all.stream().mapToLong(each -> each.executable().workspaceBytes()).max().orElse(0);
    try (Trial trial = trials.of(spec, workspace)) {
      Optional<Contest.Winner> winner = new Contest(log).winner(all, trial);
      winner.ifPresent(
          best -> choices.remember(question, new Choice(best.candidate().name(), best.nanos())));
      return winner.map(best -> best.candidate().executable());
    } catch (DeviceException e) {
      log.accept("the first proposal serves untried for " + question + ": " + e.getMessage());
      all.stream().skip(1).forEach(Candidate::close);
      return Optional.of(all.get(0).executable());
    }
  }

  /** The parts are computed in their fastest ways, which is a choice of its own. */
  private Optional<Candidate> subsampled(OpSpec spec, PrepareOptions options) {
    Optional<Decomposition> found = Subsampling.of(spec);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Decomposition steps = found.get();
    long rest = options.workspaceLimit() - StepsExecutable.temporaryBytes(steps);
    List<Executable> executables = new ArrayList<>();
    for (Decomposition.Step step : steps.steps()) {
      Optional<Executable> executable =
          rest < 0
              ? Optional.empty()
              : best(step.spec(), new PrepareOptions(rest, options.deterministic()));
      if (executable.isEmpty()) {
        executables.forEach(Executable::close);
        return Optional.empty();
      }
      executables.add(executable.get());
    }
    return Optional.of(new Candidate(SUBSAMPLED, new StepsExecutable(spec, steps, executables)));
  }

  private Optional<Executable> best(OpSpec spec, PrepareOptions options) {
    Optional<Executable> best = prepare(spec, options);
    return best.isPresent() ? best : candidates.ofKernels(spec, options);
  }

  @Override
  public OptionalDouble seconds(OpSpec spec, PrepareOptions options) {
    if (selection == Selection.LIBRARIES) {
      return OptionalDouble.empty();
    }
    OptionalLong nanos = nanos(spec, options);
    return nanos.isPresent()
        ? OptionalDouble.of(nanos.getAsLong() / NANOS)
        : OptionalDouble.empty();
  }

  /** What has no executable of its own takes as long as what it is decomposed into. */
  private OptionalLong nanos(OpSpec spec, PrepareOptions options) {
    if (spec instanceof ProductOp && spec.cost().multiplyAdds() < TRIED_FROM) {
      return OptionalLong.empty();
    }
    OptionalLong measured = measured(spec, options);
    if (measured.isPresent() || !(spec instanceof CompositeOp composite)) {
      return measured;
    }
    long sum = 0;
    for (Decomposition.Step step : composite.decompose().steps()) {
      OptionalLong part = nanos(step.spec(), options);
      if (part.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += part.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private synchronized OptionalLong measured(OpSpec spec, PrepareOptions options) {
    String question = question(spec, options);
    if (choices.of(question).isEmpty()) {
      choose(spec, options, question, true).ifPresent(Executable::close);
    }
    return choices.of(question).stream().mapToLong(Choice::nanos).findFirst();
  }

  private static String question(OpSpec spec, PrepareOptions options) {
    return spec
        + ", workspace "
        + options.workspaceLimit()
        + (options.deterministic() ? ", deterministic" : "");
  }

  @Override
  public void close() {
    candidates.close();
  }
}
