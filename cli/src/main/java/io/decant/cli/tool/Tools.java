package io.decant.cli.tool;

import java.util.List;

/** Caffe's tools. */
public final class Tools {
  private static final List<Tool> ALL =
      List.of(
          Tool.caffes(
              "classification",
              "say what a trained net takes an image for",
              "MODEL WEIGHTS MEAN_FILE LABELS IMAGE",
              Classification::new),
          Tool.caffes(
              "compute_image_mean",
              "find the mean image of a database",
              "DB [MEAN_FILE]",
              ComputeImageMean::new),
          Tool.caffes(
              "convert_cifar_data",
              "make databases of CIFAR-10's images",
              "INPUT_FOLDER OUTPUT_FOLDER lmdb|leveldb",
              ConvertCifar::new),
          Tool.caffes(
              "convert_imageset",
              "make a database of the images that a list names",
              "ROOT_FOLDER LIST_FILE DB",
              ConvertImageset::new),
          Tool.caffes(
              "convert_mnist_data",
              "make a database of MNIST's images and labels",
              "IMAGES LABELS DB",
              ConvertMnist::new),
          Tool.caffes(
              "convert_mnist_siamese_data",
              "make a database of pairs of MNIST's images",
              "IMAGES LABELS DB",
              ConvertMnistPairs::new),
          Tool.caffes(
              "extract_features",
              "keep what blobs hold for each image",
              "WEIGHTS MODEL BLOB[,BLOB] DB[,DB] NUM_BATCHES lmdb|leveldb [CPU|GPU] [DEVICE_ID]",
              ExtractFeatures::new),
          Tool.caffes(
              "upgrade_net_proto_binary",
              "bring a binary net to the present form",
              "NET_FILE_IN NET_FILE_OUT",
              UpgradeNet::ofBinary),
          Tool.caffes(
              "upgrade_net_proto_text",
              "bring a net prototxt to the present form",
              "NET_FILE_IN NET_FILE_OUT",
              UpgradeNet::ofText),
          Tool.caffes(
              "upgrade_solver_proto_text",
              "bring a solver prototxt to the present form",
              "SOLVER_FILE_IN SOLVER_FILE_OUT",
              UpgradeSolver::new));

  private Tools() {}

  /** Returns the tools, by name. */
  public static List<Tool> all() {
    return ALL;
  }
}
