package io.decant.api.net;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a net's blobs are, and what its layers keep, for one set of shapes. Programs for smaller
 * shapes use the values of those for larger ones: each tensor lies at the start of the value that
 * was made for the same purpose there.
 */
final class BlobTensors {
  private record Purpose(Object owner, String name) {}

  private static final String DATA = "data";
  private static final String GRADIENT = "gradient";

  private final @Nullable BlobTensors larger;
  private final PersistentTensors persistent;
  private final Map<Purpose, Tensor> made = new HashMap<>();
  private final Map<BlobVersion, Tensor> data = new HashMap<>();
  private final Map<BlobVersion, Tensor> gradients = new HashMap<>();
  private final Map<BlobVersion, Shape> shapes = new HashMap<>();
  private final Tensor loss;
  private boolean hasLoss;
  private boolean outgrew;

  /**
   * Creates an empty table.
   *
   * @param larger whose values are used where they are large enough
   */
  BlobTensors(@Nullable BlobTensors larger, PersistentTensors persistent) {
    this.larger = larger;
    this.persistent = persistent;
    this.loss =
        larger == null ? Tensor.create("loss", Shape.of(), BlockRole.ACTIVATION) : larger.loss;
  }

  /** Returns whether a tensor of a shape has room in the value of another one. */
  static boolean fits(Shape shape, Tensor place) {
    return shape.count() <= place.value().bytes() / place.spec().type().bytes();
  }

  /** Notes the blobs' current shapes. */
  void takeShapes(NetGraph graph) {
    for (NetLayer layer : graph.layers()) {
      layer.tops.forEach(top -> shapes.put(top, top.shape));
    }
  }

  /** Returns a blob's shape. */
  Shape shape(BlobVersion blob) {
    return shapes.getOrDefault(blob, blob.shape);
  }

  /** Returns where the total loss goes. */
  Tensor lossToWrite() {
    hasLoss = true;
    return loss;
  }

  /** Returns where the total loss is; null when no top has a loss weight. */
  @Nullable Tensor loss() {
    return hasLoss ? loss : null;
  }

  @Nullable Tensor data(BlobVersion blob) {
    return data.get(blob);
  }

  /** Returns a blob's data, made as told when they have no value yet. */
  Tensor data(BlobVersion blob, Supplier<Tensor> fresh) {
    return data.computeIfAbsent(blob, key -> make(new Purpose(key, DATA), key.shape, fresh));
  }

  Tensor persistentData(BlobVersion blob) {
    return data.computeIfAbsent(blob, key -> persistent.top(key, key.shape));
  }

  /** Returns what a layer hands on from pass to pass. */
  Tensor state(NetLayer layer, String name, Shape shape) {
    return persistent.state(layer, name, shape);
  }

  void setData(BlobVersion blob, Tensor tensor) {
    data.put(blob, tensor);
  }

  @Nullable Tensor gradient(BlobVersion blob) {
    return gradients.get(blob);
  }

  /** Returns a blob's gradient, made as told when it has no value yet. */
  Tensor gradient(BlobVersion blob, Supplier<Tensor> fresh) {
    Tensor known = gradients.get(blob);
    if (known != null) {
      return known;
    }
    Tensor tensor = make(new Purpose(blob, GRADIENT), blob.shape, fresh);
    gradients.put(blob, tensor);
    return tensor;
  }

  void setGradient(BlobVersion blob, Tensor tensor) {
    gradients.put(blob, tensor);
  }

  /**
   * Returns the gradient of a name that is computed last: that of its oldest version that has one.
   */
  @Nullable Tensor finalGradient(List<BlobVersion> versions) {
    for (BlobVersion version : versions) {
      Tensor gradient = gradients.get(version);
      if (gradient != null) {
        return gradient;
      }
    }
    return null;
  }

  /** Returns what a layer keeps under a name; makes it when there is nothing yet. */
  Tensor keep(NetLayer layer, String name, Shape shape) {
    return make(
        new Purpose(layer, name),
        shape,
        () -> Tensor.create(layer.label() + "." + name, shape, BlockRole.ACTIVATION));
  }

  /** Returns what a layer keeps under a name; null when there is nothing. */
  @Nullable Tensor kept(NetLayer layer, String name) {
    return made.get(new Purpose(layer, name));
  }

  /** Returns whether something did not have room among the larger ones. */
  boolean outgrew() {
    return outgrew;
  }

  private Tensor make(Purpose purpose, Shape shape, Supplier<Tensor> fresh) {
    Tensor known = made.get(purpose);
    if (known != null) {
      return known;
    }
    Tensor place = larger == null ? null : larger.made.get(purpose);
    boolean room = place != null && fits(shape, place);
    outgrew |= place != null && !room;
    Tensor tensor = place != null && room ? place.slice(0, shape) : fresh.get();
    made.put(purpose, tensor);
    return tensor;
  }
}
