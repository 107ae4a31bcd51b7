package io.decant.api.layers;

import io.decant.api.layer.LayerFactory;
import io.decant.api.layer.LayerProvider;
import io.decant.api.layers.activation.DropoutLayer;
import io.decant.api.layers.activation.ReluLayer;
import io.decant.api.layers.common.InnerProductLayer;
import io.decant.api.layers.common.SoftmaxLayer;
import io.decant.api.layers.data.DummyDataLayer;
import io.decant.api.layers.data.InputLayer;
import io.decant.api.layers.loss.AccuracyLayer;
import io.decant.api.layers.loss.EuclideanLossLayer;
import io.decant.api.layers.loss.SoftmaxWithLossLayer;
import io.decant.api.layers.utility.ConcatLayer;
import io.decant.api.layers.utility.EltwiseLayer;
import io.decant.api.layers.utility.FlattenLayer;
import io.decant.api.layers.utility.SilenceLayer;
import io.decant.api.layers.utility.SplitLayer;
import io.decant.api.layers.vision.ConvolutionLayer;
import io.decant.api.layers.vision.LrnLayer;
import io.decant.api.layers.vision.PoolingLayer;
import java.util.HashMap;
import java.util.Map;

/** The layers that need nothing but operators. */
public final class BuiltInLayers implements LayerProvider {
  @Override
  public Map<String, LayerFactory> layers() {
    Map<String, LayerFactory> layers = new HashMap<>();
    layers.put("Accuracy", AccuracyLayer::new);
    layers.put("Concat", ConcatLayer::new);
    layers.put("Convolution", ConvolutionLayer::new);
    layers.put("Dropout", DropoutLayer::new);
    layers.put("DummyData", DummyDataLayer::new);
    layers.put("Eltwise", EltwiseLayer::new);
    layers.put("EuclideanLoss", EuclideanLossLayer::new);
    layers.put("Flatten", FlattenLayer::new);
    layers.put("InnerProduct", InnerProductLayer::new);
    layers.put("Input", InputLayer::new);
    layers.put("LRN", LrnLayer::create);
    layers.put("Pooling", PoolingLayer::new);
    layers.put("ReLU", ReluLayer::new);
    layers.put("Silence", SilenceLayer::new);
    layers.put("Softmax", SoftmaxLayer::new);
    layers.put("SoftmaxWithLoss", SoftmaxWithLossLayer::new);
    layers.put("Split", SplitLayer::new);
    return Map.copyOf(layers);
  }
}
