package io.decant.api.solver;

import java.nio.file.Path;

/** Follows a training run, on the thread that trains. Methods return quickly. */
public interface SolverListener {
  /**
   * An iteration is about to start: the moment to fill Input layers of the training net.
   *
   * @param iteration its number, from 0
   */
  default void onStart(long iteration) {}

  /**
   * An iteration has been enqueued.
   *
   * @param iteration its number, from 0
   * @param loss the latest smoothed loss that is known, that of this iteration or of the one before
   * @param rate its learning rate
   */
  default void onIteration(long iteration, double loss, double rate) {}

  /**
   * An output of an iteration that is about to be displayed.
   *
   * @param output its name; given once for each of its values
   * @param value the value, of this iteration alone
   */
  default void onTrainOutput(String output, double value) {}

  /** An iteration is being displayed, by the solver's {@code display}: its lines are in the log. */
  default void onDisplay(long iteration) {}

  /** A test net is about to be run, or, with {@code done} equal to {@code total}, has been. */
  default void onTest(int net, int done, int total) {}

  /**
   * A test net has been run.
   *
   * @param net its index
   * @param output the name of an output; given once for each of its values
   * @param mean the value's mean over the test's iterations
   */
  default void onTestOutput(int net, String output, double mean) {}

  /** A snapshot has been written. */
  default void onSnapshot(Path model, Path state) {}
}
