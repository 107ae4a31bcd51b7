package io.decant.api.spec;

import io.decant.proto.caffe.FillerParameter;

/** What parameters start with, for the {@code weight_filler} and {@code bias_filler} of layers. */
public final class Fillers {
  private Fillers() {}

  /** Every element is the same. */
  public static FillerParameter constant(double value) {
    return filler("constant").setValue((float) value).build();
  }

  /** Uniform, by the number of inputs of an output. */
  public static FillerParameter xavier() {
    return filler("xavier").build();
  }

  /** Gaussian, by the number of inputs of an output; for what a ReLU follows. */
  public static FillerParameter msra() {
    return filler("msra").build();
  }

  /** Gaussian around 0. */
  public static FillerParameter gaussian(double deviation) {
    return filler("gaussian").setStd((float) deviation).build();
  }

  /** Uniform between two numbers. */
  public static FillerParameter uniform(double least, double most) {
    return filler("uniform").setMin((float) least).setMax((float) most).build();
  }

  /** Bilinear interpolation, for a Deconvolution that enlarges. */
  public static FillerParameter bilinear() {
    return filler("bilinear").build();
  }

  private static FillerParameter.Builder filler(String type) {
    return FillerParameter.newBuilder().setType(type);
  }
}
