package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Cost;
import io.decant.spi.run.PendingScalars;
import org.jspecify.annotations.Nullable;

/**
 * A net's programs, as solvers and tools drive them: whole iterations with updates, single layers
 * to be timed, losses that arrive later. Who only uses a net needs none of it. Used by the thread
 * that uses the net.
 */
public final class NetPasses {
  private final Engine engine;
  private final NetGraph graph;
  private final NetPrograms programs;
  private final NetCounters counters;

  NetPasses(Engine engine, NetGraph graph, NetPrograms programs, NetCounters counters) {
    this.engine = engine;
    this.graph = graph;
    this.programs = programs;
    this.counters = counters;
  }

  long seed() {
    return counters.seed();
  }

  /** Changes the seed of random numbers, as a run does that goes on from a snapshot. */
  public void reseed(long seed) {
    if (seed != counters.seed()) {
      counters.reseed(seed);
      graph.reseed(seed);
      programs.dismiss();
    }
  }

  /**
   * Compiles the net for training and finds room for it on the device. Does nothing when that has
   * been done for the same plan and the current shapes.
   *
   * @throws io.decant.spi.memory.DeviceMemoryExceededException when there is no room
   */
  public void prepare(TrainingPlan plan) {
    programs.prepare(plan);
  }

  /**
   * Enqueues a whole program: both passes, and the updates if the net was prepared with them.
   *
   * @param accumulating whether it adds to the gradients of parameters
   */
  public void runProgram(boolean accumulating) {
    programs.prepare();
    programs.run(accumulating);
  }

  /**
   * Says whether passes run layer by layer and log the mean absolute values that each computed; by
   * default as the prototxt's {@code debug_info} says. The net keeps all its blobs, and was
   * prepared without updates.
   */
  public void debugInfo(boolean wanted) {
    programs.debugInfo(wanted);
  }

  /**
   * Runs what changes the parameters, and logs what they were and by how much they change if debug
   * information is wanted.
   *
   * @param updates enqueues operators that leave the steps in the place of the gradients
   */
  public void runUpdates(Runnable updates) {
    DebugInfo debug = programs.debugInfo();
    if (debug == null) {
      updates.run();
    } else {
      debug.update(updates);
    }
  }

  /** Enqueues the operators of one layer, for timing. */
  public void runLayer(NetLayer layer, Direction direction) {
    programs.prepare();
    programs.run(layer, direction, false);
  }

  /**
   * Returns the work that the device has with the operators of one layer, as they were prepared: a
   * fused operator counts for one of the layers it stands for, one that was taken apart with each
   * of its parts.
   */
  public Cost cost(NetLayer layer, Direction direction) {
    programs.prepare();
    return programs.cost(layer, direction);
  }

  /** Starts to bring the total loss to the host; null when no layer has a loss. */
  public @Nullable PendingScalars lossLater() {
    Tensor loss = programs.loss();
    return loss == null ? null : engine.executor().readLater(programs.region(loss));
  }

  /** Sets what random numbers on the device depend on. */
  public void iteration(long iteration, int subIteration) {
    counters.set(iteration, subIteration);
  }
}
