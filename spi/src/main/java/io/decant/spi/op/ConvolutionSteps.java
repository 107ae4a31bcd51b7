package io.decant.spi.op;

/** What the decompositions of a convolution and its gradients have in common. */
final class ConvolutionSteps {
  private ConvolutionSteps() {}

  /** One product of a decomposition. */
  interface Product {
    /**
     * Appends the product of one group over some images.
     *
     * @param images how many images
     * @param group which group
     * @param columns the group's columns of the first of these images
     * @param image the first of these images
     */
    void append(long images, long group, Decomposition.Ref columns, long image);
  }

  /** Unfolds {@code x} chunk by chunk and appends a product for each chunk and group. */
  static void forEachProduct(
      ConvolutionGeometry geometry,
      Decomposition.Builder steps,
      Decomposition.Ref x,
      Product product) {
    boolean pointwise = geometry.window().isPointwise();
    long chunk = pointwise ? geometry.batch() : geometry.chunk();
    Decomposition.Ref unfolded = pointwise ? x : steps.temporary(chunk, geometry.columnCount());
    for (long image = 0; image < geometry.batch(); image += chunk) {
      long images = Math.min(chunk, geometry.batch() - image);
      if (!pointwise) {
        steps.step(
            new Im2col(geometry.window().withPlanes(images * geometry.inputs())),
            x.plus(image * geometry.imageCount()),
            unfolded);
      }
      for (long group = 0; group < geometry.groups(); group++) {
        product.append(images, group, unfolded.plus(columnOffset(geometry, group)), image);
      }
    }
  }

  /** Returns how a group's columns are stored: depth x output positions for each image. */
  static Gemm.Matrix columns(ConvolutionGeometry geometry, boolean transposed) {
    return new Gemm.Matrix(transposed, geometry.window().outputCount(), geometry.columnCount());
  }

  /** Returns how a group's outputs are stored: group outputs x output positions for each image. */
  static Gemm.Matrix output(ConvolutionGeometry geometry) {
    return new Gemm.Matrix(false, geometry.window().outputCount(), geometry.outputImageCount());
  }

  static long columnOffset(ConvolutionGeometry geometry, long group) {
    return group * geometry.groupDepth() * geometry.window().outputCount();
  }

  static long weightOffset(ConvolutionGeometry geometry, long group) {
    return group * geometry.groupOutputs() * geometry.groupDepth();
  }

  static long outputOffset(ConvolutionGeometry geometry, long image, long group) {
    return image * geometry.outputImageCount()
        + group * geometry.groupOutputs() * geometry.window().outputCount();
  }
}
