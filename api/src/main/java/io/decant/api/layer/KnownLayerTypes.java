package io.decant.api.layer;

import io.decant.proto.caffe.LayerParameter;
import java.util.Set;

/** The layer types of BVLC Caffe, for errors about those that are missing. */
final class KnownLayerTypes {
  /** Every type that Caffe registers. */
  static final Set<String> CAFFE =
      Set.of(
          "AbsVal",
          "Accuracy",
          "ArgMax",
          "BNLL",
          "BatchNorm",
          "BatchReindex",
          "Bias",
          "Clip",
          "Concat",
          "ContrastiveLoss",
          "Convolution",
          "Crop",
          "Data",
          "Deconvolution",
          "Dropout",
          "DummyData",
          "ELU",
          "Eltwise",
          "Embed",
          "EuclideanLoss",
          "Exp",
          "Filter",
          "Flatten",
          "HDF5Data",
          "HDF5Output",
          "HingeLoss",
          "Im2col",
          "ImageData",
          "InfogainLoss",
          "InnerProduct",
          "Input",
          "LRN",
          "LSTM",
          "LSTMUnit",
          "Log",
          "MVN",
          "MemoryData",
          "MultinomialLogisticLoss",
          "PReLU",
          "Parameter",
          "Pooling",
          "Power",
          "Python",
          "RNN",
          "ReLU",
          "Reduction",
          "Reshape",
          "SPP",
          "Scale",
          "Sigmoid",
          "SigmoidCrossEntropyLoss",
          "Silence",
          "Slice",
          "Softmax",
          "SoftmaxWithLoss",
          "Split",
          "Swish",
          "TanH",
          "Threshold",
          "Tile",
          "WindowData");

  /** Those that come with the data module. */
  private static final Set<String> FILES =
      Set.of("Data", "HDF5Data", "HDF5Output", "ImageData", "MemoryData", "WindowData");

  private KnownLayerTypes() {}

  /** Returns what is wrong with a type of Caffe's that no provider has, and what to do. */
  static String problem(LayerParameter layer) {
    String type = layer.getType();
    String start = "type '" + type + "', which ";
    if (type.equals("Python")) {
      return python(layer);
    }
    return FILES.contains(type)
        ? start
            + "is missing: it is one of Caffe's that bring in or write data; add the jar decant-data,"
            + " or a newer one that has it"
        : start + "is missing: it is one of Caffe's that this version does not have yet";
  }

  private static String python(LayerParameter layer) {
    String name = layer.getPythonParam().getLayer();
    return "type 'Python' and asks for layer '"
        + name
        + "' of module '"
        + layer.getPythonParam().getModule()
        + "'; Python code is not run here: write the layer in Java (io.decant.api.layer.Layer),"
        + " register it by an io.decant.api.layer.LayerProvider under a type such as '"
        + name
        + "', and give that type here";
  }
}
