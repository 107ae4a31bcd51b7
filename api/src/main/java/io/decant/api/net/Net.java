package io.decant.api.net;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.layer.ClosableLayer;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.text.Located;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Shape;
import io.decant.spi.run.PendingScalars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A network: layers compiled to programs that an {@link Engine} runs. Used by one thread at a time,
 * the same as its engine's other nets. Source: Caffe's Net.
 */
public final class Net implements AutoCloseable {
  private final Engine engine;
  private final NetGraph graph;
  private final Phase phase;
  private final NetParameter message;
  private final NetCounters counters;
  private final NetPrograms programs;
  private final Set<String> outputNames;
  private final NetBlobs blobs;
  private boolean accumulate;

  Net(
      Engine engine,
      NetGraph graph,
      Phase phase,
      long seed,
      boolean backward,
      Retention retention,
      Set<String> outputNames,
      NetParameter message) {
    this.engine = engine;
    this.graph = graph;
    this.phase = phase;
    this.message = message;
    this.counters = new NetCounters(seed);
    this.outputNames = new TreeSet<>(outputNames);
    this.programs = new NetPrograms(engine, graph, counters, backward, retention.with(outputNames));
    this.blobs = new NetBlobs(engine, graph, programs);
    programs.debugInfo(message.getDebugInfo());
  }

  /** Starts to describe a net, from a prototxt that was upgraded. */
  public static NetBuilder builder(Engine engine, Located<NetParameter> upgraded) {
    return new NetBuilder(engine, upgraded);
  }

  /** Returns its name. */
  public String name() {
    return graph.name();
  }

  /** Returns its phase. */
  public Phase phase() {
    return phase;
  }

  /** Returns what it runs on. */
  public Engine engine() {
    return engine;
  }

  /** Returns the seed of its fillers and random numbers. */
  public long seed() {
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

  /** Returns its layers in order, inserted splits among them. */
  public List<NetLayer> layers() {
    return graph.layers();
  }

  /** Returns the names of its blobs, in the order of first use. */
  public List<String> blobNames() {
    return blobs.names();
  }

  /**
   * Returns a blob.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Blob blob(String name) {
    return blobs.get(name);
  }

  /** Returns all parameter blobs, in the order of their layers. */
  public List<NetParam> parameters() {
    return graph.params();
  }

  /** Returns the parameter blobs that have storage of their own, in the order of their layers. */
  public List<NetParam> learnableParameters() {
    return graph.params().stream().filter(param -> param.owner() == param).toList();
  }

  /** Returns whether the backward pass computes the gradient of a parameter that has storage. */
  public boolean learns(NetParam param) {
    return graph.layers().stream().anyMatch(layer -> layer.learns(param));
  }

  /** Returns a parameter as a blob. */
  public Blob blob(NetParam param) {
    return blobs.get(param);
  }

  /** Returns the blobs that no layer consumes, in alphabetical order. */
  public List<NetOutput> outputs() {
    List<NetOutput> outputs = new ArrayList<>();
    for (String name : outputNames) {
      outputs.add(new NetOutput(name, lossWeight(name), blob(name)));
    }
    return outputs;
  }

  /**
   * Compiles the net, as for the last training plan if there was one, and finds room for it on the
   * device. Does nothing when that has been done for the current shapes.
   *
   * @throws io.decant.spi.memory.DeviceMemoryExceededException when there is no room
   */
  public void prepare() {
    programs.prepare();
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

  /** Runs the forward pass and returns the total loss. */
  public float forward() {
    runForward();
    return loss();
  }

  /** Enqueues the forward pass. */
  public void runForward() {
    prepare();
    programs.run(Direction.FORWARD, false);
  }

  /**
   * Runs the backward pass; gradients of parameters are added to, unless they were cleared since.
   */
  public void backward() {
    prepare();
    programs.run(Direction.BACKWARD, accumulate);
    accumulate = true;
  }

  /** Runs both passes and returns the total loss. */
  public float forwardBackward() {
    forward();
    backward();
    return loss();
  }

  /** Makes the next backward pass overwrite the gradients of parameters. */
  public void clearParameterGradients() {
    accumulate = false;
  }

  /**
   * Enqueues a whole program: both passes, and the updates if the net was prepared with them.
   *
   * @param accumulating whether it adds to the gradients of parameters
   */
  public void runProgram(boolean accumulating) {
    prepare();
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
    prepare();
    programs.run(layer, direction, false);
  }

  /**
   * Returns the work that the device has with the operators of one layer, as they were prepared: a
   * fused operator counts for one of the layers it stands for, one that was taken apart with each
   * of its parts.
   */
  public Cost cost(NetLayer layer, Direction direction) {
    prepare();
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

  /**
   * Gives an input blob another shape, see {@link #reshape(Map)}.
   *
   * @throws IllegalArgumentException when the blob is not an input
   */
  public void reshape(String input, Shape shape) {
    reshape(Map.of(input, shape));
  }

  /**
   * Gives input blobs other shapes; all shapes are worked out anew, parameters stay. Programs for
   * the shapes used lately are kept, so that shapes may alternate. What the reshaped inputs and all
   * other blobs hold is undefined until they are set or computed again.
   *
   * @param shapes by the names of inputs; all others stay as they are
   * @throws IllegalArgumentException when one of the blobs is not an input
   * @throws io.decant.proto.ProtoFormatException when a layer refuses its bottoms' shapes, or its
   *     parameters would change; the net is then as it was
   */
  public void reshape(Map<String, Shape> shapes) {
    Map<InputTop, Shape> after = new LinkedHashMap<>();
    Map<InputTop, Shape> before = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> after.put(InputTop.of(graph, name), shape));
    after.keySet().forEach(input -> before.put(input, input.shape()));
    programs.reshaped();
    try {
      after.forEach(InputTop::reshape);
      graph.reshape();
    } catch (RuntimeException e) {
      before.forEach(InputTop::reshape);
      graph.reshape();
      throw e;
    }
  }

  /**
   * Copies weights to the layers of the same names; layers that the net does not have are logged.
   *
   * @param weights a caffemodel, in binary form or HDF5
   */
  public void copyTrainedLayersFrom(Path weights) {
    prepare();
    new NetWeights(this).load(weights);
  }

  /**
   * Copies weights to the layers of the same names; layers that the net does not have are logged.
   */
  public void copyTrainedLayersFrom(List<LayerWeights> weights) {
    prepare();
    NetWeights loader = new NetWeights(this);
    weights.forEach(loader::load);
  }

  /**
   * Reads a caffemodel and changes nothing.
   *
   * @throws io.decant.proto.ProtoException when it is damaged, or has other shapes than this net,
   *     or lacks a layer with parameters
   */
  public void verifyTrainedLayers(Path weights) {
    new NetWeights(this).verify(weights);
  }

  /**
   * Writes a caffemodel, in HDF5 if its name ends in {@code .h5}; the file appears only when it is
   * complete.
   *
   * @param gradients whether gradients are written too
   * @throws io.decant.proto.ProtoFileException when that is not possible
   */
  public void save(Path file, boolean gradients) {
    prepare();
    new NetWeights(this).save(file, message.getName(), gradients);
  }

  /**
   * Checks that {@link #save} can write the weights, by their size and their names; neither needs
   * the device nor writes anything.
   *
   * @throws io.decant.proto.ProtoFileException when it cannot
   */
  public void checkSave(Path file, boolean gradients) {
    new NetWeights(this).check(file, gradients);
  }

  NetGraph graph() {
    return graph;
  }

  private float loss() {
    PendingScalars pending = lossLater();
    return pending == null ? 0 : pending.get()[0];
  }

  private float lossWeight(String blob) {
    for (NetLayer layer : graph.layers()) {
      int top = layer.topNames().indexOf(blob);
      if (top >= 0) {
        return layer.lossWeight(top);
      }
    }
    return 0;
  }

  /** Waits for the device, gives back what only this net uses, and closes its sources. */
  @Override
  public void close() {
    programs.close();
    for (NetParam param : learnableParameters()) {
      engine.release(param.tensor());
      engine.release(param.gradient());
    }
    for (NetLayer layer : graph.layers()) {
      if (layer.layer() instanceof ClosableLayer closable) {
        closable.close();
      }
    }
  }
}
