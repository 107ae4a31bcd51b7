package io.decant.api.solver;

import io.decant.api.engine.Engine;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Says how a solver is made from its prototxt. Not thread-safe. */
public final class SolverBuilder {
  private final Engine engine;
  private final Located<SolverParameter> parameter;
  private final SolverListeners listeners = new SolverListeners();
  private NanPolicy nanPolicy = NanPolicy.STOP;
  private NetState state = NetState.getDefaultInstance();
  private boolean retainAll = true;
  private Path directory = Path.of("");
  private UnaryOperator<NetParameter> change = UnaryOperator.identity();
  private int maxSnapshots;

  SolverBuilder(Engine engine, Located<SolverParameter> parameter) {
    this.engine = engine;
    this.parameter = parameter;
  }

  /** Adds someone who follows the run. */
  public SolverBuilder listener(SolverListener newListener) {
    listeners.add(newListener);
    return this;
  }

  /** Sets what happens when the loss is not a number; by default training stops. */
  public SolverBuilder onNan(NanPolicy policy) {
    nanPolicy = policy;
    return this;
  }

  /** Adds level and stages to the state of all nets. */
  public SolverBuilder state(NetState overrides) {
    state = overrides;
    return this;
  }

  /** Sets where relative paths of prototxts start; by default in the working directory. */
  public SolverBuilder directory(Path newDirectory) {
    directory = newDirectory;
    return this;
  }

  /** Changes each net before it is made, for instance its batch size. */
  public SolverBuilder changingNets(UnaryOperator<NetParameter> newChange) {
    change = newChange;
    return this;
  }

  /**
   * Keeps only the nets' outputs after an iteration, instead of all blobs. Gradients of parameters
   * are given up, too, behind their updates, unless the solver has {@code iter_size}, {@code
   * clip_gradients}, {@code snapshot_diff} or {@code debug_info}.
   */
  public SolverBuilder retainOutputsOnly() {
    retainAll = false;
    return this;
  }

  /**
   * Keeps only the newest snapshots of the run, and deletes older ones once a new one is complete;
   * by default all are kept.
   *
   * @param most how many, at least 1
   */
  public SolverBuilder maxSnapshots(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 snapshot must be kept, not " + most);
    }
    maxSnapshots = most;
    return this;
  }

  /**
   * Makes the solver and its nets. Nothing is allocated on the device yet.
   *
   * @throws io.decant.proto.ProtoFormatException when the prototxts do not describe a training run
   */
  public Solver build() {
    parameter.source().requireKnownFields();
    SolverParameter message = parameter.message();
    SolverType.of(parameter);
    requireAtLeast(1, "iter_size", message.getIterSize());
    requireAtLeast(1, "average_loss", message.getAverageLoss());
    requireAtLeast(0, "max_iter", message.getMaxIter());
    requireAtLeast(0, "display", message.getDisplay());
    requireAtLeast(0, "snapshot", message.getSnapshot());
    message.getTestIterList().forEach(count -> requireAtLeast(0, "test_iter", count));
    long seed =
        message.getRandomSeed() >= 0
            ? message.getRandomSeed()
            : ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    SolverNets nets = new SolverNets(engine, parameter, state, seed, retainAll, directory, change);
    return new Solver(
        engine, parameter, nets, directory, listeners, nanPolicy, new Retention(maxSnapshots));
  }

  private void requireAtLeast(int least, String field, long value) {
    if (value < least) {
      throw parameter
          .source()
          .error(field, field + " is " + value + ", it must be at least " + least);
    }
  }
}
