package io.decant.api.solver;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.api.snapshot.SnapshotFormat;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.text.FloatText;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.text.Located;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a net as its solver prototxt says, testing, displaying and snapshotting at Caffe's
 * moments. Used by one thread, except for the requests. Close it before its engine. Source: Caffe's
 * Solver.
 *
 * <pre>{@code
 * NetSpec line = new NetSpec("line");
 * Top target = line.input("y", 4, 1);
 * line.input("x", 4, 1).innerProduct(1).named("fit").euclideanLoss(target);
 * SolverParameter parameter =
 *     SolverParameter.newBuilder()
 *         .setNetParam(line.toProto())
 *         .setBaseLr(0.1f)
 *         .setLrPolicy("fixed")
 *         .build();
 * try (Decant decant = Decant.open();
 *     Solver solver = decant.solver(parameter).build()) {
 *   solver.addListener(
 *       new SolverListener() {
 *         @Override
 *         public void onIteration(long iteration, double loss, double rate) {
 *           if (loss < 1e-4) {
 *             solver.requestStop();
 *           }
 *         }
 *       });
 *   solver.net().blob("x").setData(0, 1, 2, 3);
 *   solver.net().blob("y").setData(1, 3, 5, 7);
 *   solver.step(1000);
 *   System.out.println(solver.net().parameter("fit", 0).data()[0]); // about 2
 * }
 * }</pre>
 */
public final class Solver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final SolverParameter parameter;
  private final Net net;
  private final List<Net> testNets;
  private final LearningRate rate;
  private final TrainingPasses passes;
  private final TestPhase tests;
  private final Snapshots snapshots;
  private final SnapshotFiles files;
  private final Retention retention;
  private final SolverListeners listener;
  private final LossWindow losses;
  private final Requests requests = new Requests();
  private final DisplayTimer timer = new DisplayTimer();
  private final Path directory;
  private boolean finetuned;
  private long iteration;

  Solver(
      Engine engine,
      Located<SolverParameter> solver,
      SolverNets nets,
      Path directory,
      SolverListeners listener,
      NanPolicy nanPolicy,
      Retention retention) {
    this.parameter = solver.message();
    this.directory = directory;
    this.listener = listener;
    this.retention = retention;
    this.rate = new LearningRate(solver);
    this.net = nets.train();
    this.testNets = nets.test(net);
    this.tests = new TestPhase(solver, testNets, rate, requests, listener);
    this.passes = new TrainingPasses(engine, solver, net);
    SnapshotFormat format = SnapshotFormats.of(parameter.getSnapshotFormat());
    this.snapshots = new Snapshots(engine, net, testNets, passes.rule(), format);
    net.passes().debugInfo(parameter.getDebugInfo());
    testNets.forEach(test -> test.passes().debugInfo(parameter.getDebugInfo()));
    this.files = new SnapshotFiles(directory, parameter.getSnapshotPrefix(), format.suffix());
    this.losses = new LossWindow(parameter.getAverageLoss(), nanPolicy);
  }

  /** Starts to describe a solver, from a prototxt that was upgraded. */
  public static SolverBuilder builder(Engine engine, Located<SolverParameter> upgraded) {
    return new SolverBuilder(engine, upgraded);
  }

  /** Returns the training net. */
  public Net net() {
    return net;
  }

  /** Returns the test nets. */
  public List<Net> testNets() {
    return testNets;
  }

  /** Returns the number of updates done. */
  public long iteration() {
    return iteration;
  }

  /**
   * Compiles all nets, finds room for them on the device, and loads the weights that the prototxt
   * starts from. Does nothing when that has been done.
   *
   * @throws io.decant.spi.memory.DeviceMemoryExceededException when there is no room
   */
  public void prepare() {
    passes.prepare();
    testNets.forEach(Net::prepare);
    if (!finetuned) {
      finetuned = true;
      parameter.getWeightsList().forEach(this::finetune);
    }
  }

  /** Loads the weights of a list with commas into all nets. */
  private void finetune(String list) {
    for (String file : list.split(",", -1)) {
      LOG.info("Finetuning from {}", file.strip());
      Path path = directory.resolve(file.strip());
      net.copyTrainedLayersFrom(path);
      testNets.forEach(test -> test.copyTrainedLayersFrom(path));
    }
  }

  /** Copies weights, in binary form or HDF5, into the training net, by layer names. */
  public void loadWeights(Path weights) {
    prepare();
    net.copyTrainedLayersFrom(weights);
  }

  /** Goes on from a snapshot of either format: weights, histories, positions in the data, seed. */
  public void restore(Path solverState) {
    LOG.info("Restoring previous solver status from {}", solverState);
    SolverState state = snapshots.read(solverState);
    prepare();
    if (state.hasLearnedNet()) {
      net.copyTrainedLayersFrom(SnapshotFiles.learnedNet(solverState, state.getLearnedNet()));
    }
    iteration = state.getIter();
    rate.currentStep(state.getCurrentStep());
    tests.restore(state);
  }

  /**
   * Goes on from the newest snapshot of this run that can be read from end to end, whatever its
   * format, and deletes what killed processes left of others. No other process may be writing
   * snapshots of the same {@code snapshot_prefix}.
   *
   * @return its state; empty when there is no snapshot, and nothing was changed
   * @throws io.decant.proto.ProtoFileException when there are snapshots, but none can be used
   */
  public Optional<Path> resume() {
    Optional<StoredSnapshot> newest = new Resumption(snapshots, files).newest();
    newest.ifPresent(
        snapshot -> {
          List<StoredSnapshot> known = new ArrayList<>(files.stored());
          known.removeIf(stored -> stored.iteration() > snapshot.iteration());
          Collections.reverse(known);
          restore(snapshot.state());
          known.forEach(retention::add);
        });
    return newest.map(StoredSnapshot::state);
  }

  /** Returns the smoothed loss of the iterations so far. */
  public double loss() {
    losses.receive(true);
    return losses.smoothed();
  }

  /** Adds someone who follows the runs to come; for instance one that asks this solver to stop. */
  public void addListener(SolverListener newListener) {
    listener.add(newListener);
  }

  /** Asks the run to write a snapshot after the current iteration. From any thread. */
  public void requestSnapshot() {
    requests.snapshot();
  }

  /**
   * Asks the run that is going on to stop after the current iteration; the next run starts without
   * the request. From any thread.
   */
  public void requestStop() {
    requests.stop();
  }

  /** Trains from the current iteration to {@code max_iter}; returns whether it got there. */
  public boolean solve() {
    LOG.info("Solving {}", net.name());
    LOG.info("Learning Rate Policy: {}", parameter.getLrPolicy());
    boolean snapshotsWanted = parameter.getSnapshot() > 0 || parameter.getSnapshotAfterTrain();
    if (snapshotsWanted) {
      snapshots.check(files, parameter.getSnapshotDiff());
      files.probe();
    }
    requests.clear();
    run(parameter.getMaxIter() - iteration);
    if (parameter.getSnapshotAfterTrain() && !every(parameter.getSnapshot())) {
      snapshot();
    }
    if (requests.stopping()) {
      LOG.info("Optimization stopped early.");
      return false;
    }
    finish();
    LOG.info("Optimization Done.");
    return true;
  }

  /** Runs so many iterations, or fewer when asked to stop; returns whether it ran them all. */
  public boolean step(long iterations) {
    requests.clear();
    run(iterations);
    return !requests.stopping();
  }

  private void run(long iterations) {
    prepare();
    losses.restart();
    timer.start(iteration);
    long end = iteration + iterations;
    while (iteration < end && !requests.stopping()) {
      if (every(parameter.getTestInterval())
          && (iteration > 0 || parameter.getTestInitialization())) {
        test();
        if (requests.stopping()) {
          break;
        }
      }
      iterate();
    }
    losses.receive(true);
  }

  private void iterate() {
    float currentRate = rate.at(iteration);
    boolean display = every(parameter.getDisplay());
    listener.onStart(iteration);
    net.passes().debugInfo(display && parameter.getDebugInfo());
    losses.add(iteration, passes.run(iteration, currentRate));
    losses.receive(display);
    if (display) {
      display(currentRate);
      listener.onDisplay(iteration);
    }
    passes.update();
    listener.onIteration(iteration, losses.smoothed(), currentRate);
    iteration++;
    if (requests.takeSnapshot() || every(parameter.getSnapshot())) {
      snapshot();
    }
  }

  private void display(float currentRate) {
    LOG.info(
        "Iteration {} ({}), loss = {}",
        iteration,
        timer.lap(iteration, parameter.getDisplay()),
        FloatText.of(losses.smoothed()));
    logOutputs();
    LOG.info("Iteration {}, lr = {}", iteration, FloatText.of(currentRate));
  }

  private void logOutputs() {
    int score = 0;
    for (NetOutput output : net.outputs()) {
      for (float value : output.blob().data()) {
        OutputLine.log("Train", score++, output, value);
        listener.onTrainOutput(output.name(), value);
      }
    }
  }

  /** Shows the loss after the last update, and tests, where display and test intervals say so. */
  private void finish() {
    if (every(parameter.getDisplay())) {
      losses.append(passes.forward(iteration));
      LOG.info("Iteration {}, loss = {}", iteration, FloatText.of(losses.smoothed()));
    }
    if (every(parameter.getTestInterval())) {
      test();
    }
  }

  /** Runs all test nets, logs the means of their outputs, and tells listeners. */
  public void testAll() {
    requests.clear();
    prepare();
    test();
  }

  private void test() {
    losses.receive(true);
    tests.run(iteration);
  }

  /** Writes a snapshot now: the model, then the state; deletes old ones that are not to be kept. */
  public void snapshot() {
    losses.receive(true);
    SolverState.Builder more = SolverState.newBuilder().setCurrentStep(rate.currentStep());
    tests.save(more);
    snapshots.write(files, iteration, parameter.getSnapshotDiff(), more.build());
    StoredSnapshot written = files.snapshot(iteration);
    retention.add(written);
    listener.onSnapshot(written.model(), written.state());
  }

  private boolean every(int interval) {
    return interval > 0 && iteration % interval == 0;
  }

  /** Closes the nets. The engine stays open. */
  @Override
  public void close() {
    testNets.forEach(Net::close);
    passes.close();
  }
}
