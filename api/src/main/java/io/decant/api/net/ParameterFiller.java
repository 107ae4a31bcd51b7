package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.api.filler.Filler;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Region;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Gives parameters their initial contents. */
final class ParameterFiller {
  private final Engine engine;
  private final long seed;

  ParameterFiller(Engine engine, long seed) {
    this.engine = engine;
    this.seed = seed;
  }

  /** Fills those that have storage of their own and no contents yet. */
  void fill(List<NetParam> params) {
    for (NetParam param : params) {
      if (!param.owner().markInitialised() && param.shape().count() > 0) {
        fill(param.owner());
      }
    }
  }

  private void fill(NetParam param) {
    long bytes = param.tensor().spec().extentBytes();
    long mixed = (seed * 31 + param.layer().hashCode()) * 0x9E3779B97F4A7C15L + param.index();
    try (HostMemory memory = HostMemory.allocate(bytes)) {
      FloatBuffer values = new HostTensor(memory, 0, param.tensor().spec()).floats();
      Filler.of(param.filler()).fill(values, param.shape(), new SplittableRandom(mixed));
      Block block = Objects.requireNonNull(param.tensor().value().persistentBlock());
      engine.write(
          new Region(block, param.tensor().offset(), param.tensor().spec()), values.rewind());
    }
  }
}
