package io.decant.api.net;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.layer.ClosableLayer;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.text.Located;
import io.decant.spi.memory.Direction;
import io.decant.spi.op.Shape;
import io.decant.spi.run.PendingScalars;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network: layers compiled to programs that an {@link Engine} runs. Used by one thread at a time,
 * the same as its engine's other nets. Close it before its engine. Source: Caffe's Net.
 *
 * <pre>{@code
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(Path.of("examples/mnist/lenet_deploy.prototxt")).phase(Phase.TEST).build()) {
 *   float[] twoImages = new float[2 * 28 * 28];
 *   float[] scores = net.forward(Map.of("data", twoImages)).get("prob"); // 2 x 10
 *   Blob weights = net.parameter("conv1", 0);
 *   System.out.println(weights.shape() + ", " + scores.length); // 20x1x5x5, 20
 * }
 * }</pre>
 */
public final class Net implements AutoCloseable {
  private final Engine engine;
  private final NetGraph graph;
  private final Phase phase;
  private final NetParameter message;
  private final NetPrograms programs;
  private final Set<String> outputNames;
  private final NetBlobs blobs;
  private final NetInputs inputs;
  private final NetPasses passes;
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
    NetCounters counters = new NetCounters(seed);
    this.outputNames = new TreeSet<>(outputNames);
    this.programs = new NetPrograms(engine, graph, counters, backward, retention.with(outputNames));
    this.blobs = new NetBlobs(engine, graph, programs);
    this.passes = new NetPasses(engine, graph, programs, counters);
    this.inputs = new NetInputs(graph, programs, blobs);
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
    return passes.seed();
  }

  /** Returns its layers in order, inserted splits among them. */
  public List<NetLayer> layers() {
    return graph.layers();
  }

  /**
   * Returns the first layer of a name.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public NetLayer layer(String name) {
    return graph.layers().get(graph.indexOf(name));
  }

  /** Returns the names of the blobs that the program fills: the tops of Input layers. */
  public List<String> inputNames() {
    return inputs.names();
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
    return graph.learns(param);
  }

  /** Returns a parameter as a blob. */
  public Blob blob(NetParam param) {
    return blobs.get(param);
  }

  /**
   * Returns a parameter of a layer as a blob, to be read or changed: pycaffe's {@code
   * net.params[layer][index]}.
   *
   * @param index 0 for the weights, 1 for the bias of most layers
   * @throws IllegalArgumentException when there is no such layer or parameter
   */
  public Blob parameter(String layer, int index) {
    return blob(layer(layer).parameter(index));
  }

  /** Returns the blobs that no layer consumes, in alphabetical order. */
  public List<NetOutput> outputs() {
    return outputNames.stream()
        .map(name -> new NetOutput(name, graph.lossWeight(name), blob(name)))
        .toList();
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

  /** Returns what solvers and tools drive the net by. */
  public NetPasses passes() {
    return passes;
  }

  /** Runs the forward pass and returns the total loss. */
  public float forward() {
    runForward();
    return loss();
  }

  /**
   * Fills inputs, runs the forward pass and returns the outputs. The number of values decides the
   * batch size, which may be another one in each call.
   *
   * @param values by the names of inputs, in row-major order; inputs that are left out stay as they
   *     are
   * @return the outputs' data, by name
   * @throws IllegalArgumentException when a blob is no input, or its values do not make whole items
   */
  public Map<String, float[]> forward(Map<String, float[]> values) {
    inputs.set(values);
    runForward();
    Map<String, float[]> results = new LinkedHashMap<>();
    outputs().forEach(output -> results.put(output.name(), output.blob().data()));
    return results;
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
   * Returns consecutive layers, to be run apart. The first range of a net makes its programs anew,
   * without operators that span layers; blobs other than inputs and parameters lose their contents.
   *
   * @param first name of the first layer
   * @param last name of the last layer, the same or a later one
   * @throws IllegalArgumentException when there are no such layers, or not in that order
   */
  public NetRange range(String first, String last) {
    int begin = graph.indexOf(first);
    int end = graph.indexOf(last);
    if (end < begin) {
      throw new IllegalArgumentException(
          "layer '" + last + "' comes before '" + first + "'; name the earlier one first");
    }
    programs.keepEachLayer();
    return new NetRange(programs, begin, end);
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
    inputs.reshape(shapes);
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
   * Copies the weights of another net, which may be on another device, to the layers of the same
   * names. Afterwards each net has its own; {@link NetBuilder#sharingParametersWith} shares them.
   *
   * @throws io.decant.proto.ProtoFormatException when a layer of both has other shapes there
   */
  public void copyTrainedLayersFrom(Net other) {
    copyTrainedLayersFrom(new NetWeights(other).values());
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
    PendingScalars pending = passes.lossLater();
    return pending == null ? 0 : pending.get()[0];
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
