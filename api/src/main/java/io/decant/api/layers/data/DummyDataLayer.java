package io.decant.api.layers.data;

import io.decant.api.filler.Filler;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.Positioned;
import io.decant.api.layer.Reseedable;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.DummyDataParameter;
import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tops that fillers fill: constants on the device, random numbers anew in each forward pass on the
 * host, made from the seed, the top and the number of the pass alone. Source: Caffe's
 * DummyDataLayer.
 */
public final class DummyDataLayer extends SimpleLayer implements Positioned, Reseedable {
  private final DummyDataParameter parameter;
  private long seed;
  private long start;
  private long[] passes = {};

  /** Creates the layer. */
  public DummyDataLayer(LayerConfig config) {
    super(config, BlobCount.exactly(0), BlobCount.atLeast(1));
    parameter = config.parameter().getDummyDataParam();
    seed = config.seed();
    for (FillerParameter filler : parameter.getDataFillerList()) {
      try {
        Filler.of(filler);
      } catch (IllegalArgumentException e) {
        throw config.error("dummy_data_param", "data_filler", String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    check(setup, "data_filler", parameter.getDataFillerCount(), true);
    boolean old = parameter.getNumCount() > 0;
    check(setup, "shape", parameter.getShapeCount(), old);
    if (old) {
      if (parameter.getShapeCount() > 0) {
        throw setup.error("give either shape, or the deprecated num, channels, height and width");
      }
      check(setup, "num", parameter.getNumCount(), false);
      check(setup, "channels", parameter.getChannelsCount(), false);
      check(setup, "height", parameter.getHeightCount(), false);
      check(setup, "width", parameter.getWidthCount(), false);
    }
    passes = Arrays.copyOf(passes, setup.tops());
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, old ? oldShape(i) : InputLayer.of(pick(parameter.getShapeList(), i)));
    }
  }

  private static void check(LayerSetup setup, String field, int given, boolean optional) {
    if (!(given == 0 && optional) && given != 1 && given != setup.tops()) {
      throw setup.error(
          field
              + " is given "
              + given
              + " times, once or once for each of the "
              + setup.tops()
              + " tops is needed");
    }
  }

  private Shape oldShape(int top) {
    return Shape.of(
        Integer.toUnsignedLong(pick(parameter.getNumList(), top)),
        Integer.toUnsignedLong(pick(parameter.getChannelsList(), top)),
        Integer.toUnsignedLong(pick(parameter.getHeightList(), top)),
        Integer.toUnsignedLong(pick(parameter.getWidthList(), top)));
  }

  private static <T> T pick(List<T> given, int top) {
    return given.get(given.size() == 1 ? 0 : top);
  }

  @Override
  public void forward(ForwardPass pass) {
    for (int i = 0; i < pass.tops(); i++) {
      Tensor top = pass.top(i);
      FillerParameter filler =
          parameter.getDataFillerCount() == 0
              ? FillerParameter.getDefaultInstance()
              : pick(parameter.getDataFillerList(), i);
      if (filler.getType().equals("constant")) {
        pass.emit(new Fill(top.count(), filler.getValue()), top);
      } else {
        pass.emit(fill(filler, top.shape(), i), top);
      }
    }
  }

  private HostOp fill(FillerParameter filler, Shape shape, int top) {
    Filler function = Filler.of(filler);
    return new HostOp(
        "fill",
        List.of(Operand.write("y", shape.toArray())),
        operands -> function.fill(operands.get(0).floats(), shape, random(top)));
  }

  private SplittableRandom random(int top) {
    long pass = config().share().global(start + passes[top]++);
    return new SplittableRandom(new SplittableRandom(seed + top).nextLong() + pass);
  }

  /** Returns the number of passes that have filled a top with random numbers. */
  @Override
  public long position() {
    return start + Arrays.stream(passes).max().orElse(0);
  }

  @Override
  public void seek(long position) {
    start = position;
    Arrays.fill(passes, 0);
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public void backward(BackwardPass pass) {}
}
