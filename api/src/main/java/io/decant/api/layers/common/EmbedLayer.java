package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.EmbedParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import java.util.Arrays;

/**
 * {@code y[i] = W[x[i]] + b}: each whole number of the bottom picks a row of W (input_dim,
 * num_output). The bottom has no gradient. Source: Caffe's EmbedLayer.
 */
public final class EmbedLayer extends SimpleLayer {
  private final EmbedParameter parameter;
  private final long outputs;
  private final long words;
  private long count;

  /** Creates the layer. */
  public EmbedLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getEmbedParam();
    outputs = Integer.toUnsignedLong(parameter.getNumOutput());
    words = Integer.toUnsignedLong(parameter.getInputDim());
    if (outputs == 0) {
      throw config.error("embed_param", "num_output", "num_output is missing or 0");
    }
    if (words == 0) {
      throw config.error("embed_param", "input_dim", "input_dim is missing or 0");
    }
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return false;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    count = bottom.count();
    setup.parameter(Shape.of(words, outputs), parameter.getWeightFiller());
    if (parameter.getBiasTerm()) {
      setup.parameter(Shape.of(outputs), parameter.getBiasFiller());
    }
    setup.labels(0, words, false, 0);
    long[] top = Arrays.copyOf(bottom.toArray(), bottom.rank() + 1);
    top[bottom.rank()] = outputs;
    setup.top(0, Shape.of(top));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor y = pass.top(0);
    pass.emit(
        new Gather(1, words, count, outputs, IndexLayout.ALONG_COUNT),
        pass.parameter(0),
        pass.bottom(0),
        y);
    if (parameter.getBiasTerm()) {
      pass.emit(
          Broadcast.alongMiddle(BinaryFunction.ADD, count, outputs, 1), y, pass.parameter(1), y);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
    Tensor gradient = pass.topGradient(0);
    if (pass.learns(0)) {
      BackwardPass.Accumulation weights = pass.parameterGradient(0);
      pass.emit(
          new ScatterAdd(1, words, count, outputs, IndexLayout.ALONG_COUNT, weights.accumulate()),
          gradient,
          pass.bottom(0),
          weights.tensor());
    }
    if (parameter.getBiasTerm() && pass.learns(1)) {
      BackwardPass.Accumulation bias = pass.parameterGradient(1);
      pass.emit(
          new Reduce(Reduce.Function.SUM, 1, count, outputs, 1, bias.accumulate()),
          gradient,
          bias.tensor());
    }
  }
}
