package io.decant.backend.cuda.platform;

import java.util.List;

/** A library of NVIDIA's that this backend can use. */
public enum CudaLibrary {
  /** Matrix products. */
  CUBLAS("cuBLAS", "cublas", "redist-cublas", "cublasLt", "cublas"),
  /** Convolutions. */
  CUDNN("cuDNN", "cudnn", "redist-cudnn", "cudnn_graph", "cudnn_ops", "cudnn_cnn", "cudnn_adv"),
  /** The compiler of kernels; its preset builds on that of the run-time library. */
  NVRTC("NVRTC", "nvrtc", "redist", "cudart", "nvrtc");

  private final String title;
  private final String preset;
  private final String classifier;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> parts;

  CudaLibrary(String title, String preset, String classifier, String... parts) {
    this.title = title;
    this.preset = preset;
    this.classifier = classifier;
    this.parts = List.of(parts);
  }

  /** Returns the name that people know. */
  public String title() {
    return title;
  }

  /** Returns the name of the preset: of its class, and behind {@code libjni} of its library. */
  String preset() {
    return preset;
  }

  /** Returns the names of the files, in the order in which they are loaded. */
  List<String> files(Presets presets) {
    int major = this == CUDNN ? presets.network() : presets.toolkit();
    return parts.stream().map(part -> "lib" + part + ".so." + major).toList();
  }

  /** Returns what supplies it. */
  String remedy(Presets presets, String platform) {
    return "add "
        + presets.artifact(platform + "-" + classifier)
        + " to the class path, or install it, on Debian and Ubuntu "
        + switch (this) {
          case CUBLAS -> "libcublas-" + presets.toolkit() + "-0";
          case CUDNN -> "libcudnn" + presets.network() + "-cuda-" + presets.toolkit();
          case NVRTC ->
              "cuda-nvrtc-" + presets.toolkit() + "-0 cuda-cudart-" + presets.toolkit() + "-0";
        }
        + " from NVIDIA's repository";
  }
}
