package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What lives as long as the net: tops such as inputs, and states of layers. */
final class PersistentTensors {
  private record State(NetLayer layer, String name, Shape shape) {}

  private final Map<BlobVersion, Tensor> places = new HashMap<>();
  private final Map<State, Tensor> states = new HashMap<>();
  private final List<Tensor> outgrown = new ArrayList<>();

  /**
   * Returns a top. One that becomes smaller stays where it is; one that becomes larger than ever
   * gets another place, with zeros.
   */
  Tensor top(BlobVersion top, Shape shape) {
    Tensor place = places.get(top);
    if (place != null && BlobTensors.fits(shape, place)) {
      return place.slice(0, shape);
    }
    if (place != null) {
      outgrown.add(place);
    }
    Tensor fresh = Tensor.createPersistent(top.name, shape, BlockRole.INPUT);
    places.put(top, fresh);
    return fresh;
  }

  /** Returns a layer's state; each shape has its own. */
  Tensor state(NetLayer layer, String name, Shape shape) {
    return states.computeIfAbsent(
        new State(layer, name, shape),
        key -> Tensor.createPersistent(layer.label() + "." + name, shape, BlockRole.PARAMETER));
  }

  boolean haveOutgrown() {
    return !outgrown.isEmpty();
  }

  /** Gives up the places that are too small now, which no program uses any more. */
  void releaseOutgrown(Engine engine) {
    outgrown.forEach(engine::release);
    outgrown.clear();
  }

  /** Gives up everything. */
  void release(Engine engine) {
    releaseOutgrown(engine);
    places.values().forEach(engine::release);
    places.clear();
    states.values().forEach(engine::release);
    states.clear();
  }
}
