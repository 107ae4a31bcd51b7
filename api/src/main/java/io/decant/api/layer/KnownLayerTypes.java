package io.decant.api.layer;

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

  /** Those that read or write files and come with the data module. */
  private static final Set<String> FILES =
      Set.of("Data", "HDF5Data", "HDF5Output", "ImageData", "WindowData");

  private KnownLayerTypes() {}

  /** Returns what to do about a type of Caffe's that no provider has. */
  static String hint(String type) {
    return FILES.contains(type)
        ? "it is one of Caffe's that read or write files; add the jar decant-data, or a newer one"
            + " that has it"
        : "it is one of Caffe's that this version does not have yet";
  }
}
