package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayer;
import io.decant.onnx.OnnxLayerProvider;
import java.util.HashMap;
import java.util.Map;

/** The layers of Caffe and its forks that ONNX has operators for. */
public final class BuiltInOnnxLayers implements OnnxLayerProvider {
  @Override
  public Map<String, OnnxLayer> layers() {
    Map<String, OnnxLayer> layers = new HashMap<>();
    layers.put("AbsVal", Arithmetic.same("Abs"));
    layers.put("BNLL", Arithmetic.same("Softplus"));
    layers.put("Dropout", Arithmetic.same("Identity"));
    layers.put("Sigmoid", Arithmetic.same("Sigmoid"));
    layers.put("TanH", Arithmetic.same("Tanh"));
    layers.put("Clip", Arithmetic::clip);
    layers.put("ELU", Arithmetic::elu);
    layers.put("Exp", Arithmetic::exp);
    layers.put("Log", Arithmetic::log);
    layers.put("Power", Arithmetic::power);
    layers.put("PReLU", Arithmetic::prelu);
    layers.put("ReLU", Arithmetic::relu);
    layers.put("Swish", Arithmetic::swish);
    layers.put("Threshold", Arithmetic::threshold);
    layers.put("Bias", Affine::bias);
    layers.put("Scale", Affine::scale);
    layers.put("Embed", Products::embed);
    layers.put("InnerProduct", Products::innerProduct);
    layers.put("BatchNorm", Normalisations::batchNorm);
    layers.put("LRN", Normalisations::lrn);
    layers.put("MVN", Normalisations::mvn);
    layers.put("ArgMax", Reductions::argMax);
    layers.put("Reduction", Reductions::reduction);
    layers.put("Softmax", Reductions::softmax);
    layers.put("LSTM", Recurrence::lstm);
    layers.put("LSTMUnit", LstmStep::unit);
    layers.put("RNN", Recurrence::rnn);
    layers.put("BatchReindex", Joins::pick);
    layers.put("Concat", Joins::concat);
    layers.put("Crop", Joins::crop);
    layers.put("Eltwise", Joins::eltwise);
    layers.put("Slice", Joins::slice);
    layers.put("Tile", Joins::tile);
    layers.put("Flatten", Reshapes::view);
    layers.put("Reshape", Reshapes::view);
    layers.put("Parameter", layer -> layer.node("Identity", layer.parameter(0)).into(layer.top(0)));
    layers.put("Convolution", Convolutions::convolution);
    layers.put("Deconvolution", Convolutions::deconvolution);
    layers.put("Pooling", Poolings::pooling);
    layers.put("SPP", Poolings::pyramid);
    addForks(layers);
    return Map.copyOf(layers);
  }

  /** Adds those that forks of Caffe brought. */
  private static void addForks(Map<String, OnnxLayer> layers) {
    layers.put("Axpy", Affine::axpy);
    layers.put("AxpyFast", Affine::axpy);
    layers.put("BN", Normalisations::bn);
    layers.put("CropCenter", Joins::cropCenter);
    layers.put("ConvolutionDepthwise", Convolutions::convolution);
    layers.put("DepthwiseConvolution", Convolutions::convolution);
    layers.put("Interp", Sampling::interp);
    layers.put("MaxUnpool", Sampling::unpool);
    layers.put("Normalize", Normalisations::normalize);
    layers.put("Permute", Reshapes::permute);
    layers.put("PriorBox", Regions::priorBox);
    layers.put("ReLU6", Arithmetic::relu6);
    layers.put("Reorg", Reshapes::reorg);
    layers.put("ROIPooling", Regions::pooling);
    layers.put("ShuffleChannel", Reshapes::shuffle);
    layers.put("Upsample", Sampling::upsample);
  }
}
