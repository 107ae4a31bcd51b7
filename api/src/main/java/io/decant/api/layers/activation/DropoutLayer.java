package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.RandomFill;

/**
 * In TRAIN, {@code y = x * m} with m = 1 / (1 - dropout_ratio) with probability 1 - dropout_ratio,
 * else 0; in TEST, y is x. Source: Caffe's DropoutLayer; Srivastava et al., JMLR 2014.
 */
public final class DropoutLayer extends SimpleLayer {
  private final float ratio;

  /** Creates the layer. */
  public DropoutLayer(LayerConfig config) {
    super(config, 1, 1);
    ratio = config.parameter().getDropoutParam().getDropoutRatio();
    if (!(ratio >= 0 && ratio < 1)) {
      throw config.error(
          "dropout_param",
          "dropout_ratio",
          "dropout_ratio is " + ratio + ", it must be at least 0 and less than 1");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    setup.top(0, setup.bottom(0));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    if (!pass.training()) {
      pass.topView(0, x);
      return;
    }
    Tensor mask = pass.keep("mask", x.shape());
    pass.emit(
        new RandomFill(
            RandomFill.Distribution.BERNOULLI,
            x.count(),
            1 - ratio,
            1 / (1 - ratio),
            pass.seed(),
            pass.randomStream(),
            0),
        pass.counters(),
        mask);
    pass.emit(new Binary(BinaryFunction.MUL, x.count()), x, mask, pass.topInPlace(0, 0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor gradient = pass.topGradient(0);
    if (!pass.training()) {
      pass.bottomGradientView(0, gradient);
      return;
    }
    pass.emit(
        new Binary(BinaryFunction.MUL, gradient.count()),
        gradient,
        pass.kept("mask"),
        pass.bottomGradientInPlace(0, 0));
  }
}
