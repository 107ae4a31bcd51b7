package io.decant.api.layers.vision;

import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.PoolingParameter;
import java.util.List;

/**
 * Pooling along one axis.
 *
 * @param input extent of the bottom
 * @param kernel extent of the window
 * @param pad padding on either side
 * @param stride step between windows
 */
record PoolingAxis(long input, long kernel, long pad, long stride) {
  private static final String MESSAGE = "pooling_param";

  /** Checks that each size is given in one way. */
  static void checkFields(LayerConfig config) {
    PoolingParameter parameter = config.parameter().getPoolingParam();
    boolean height = parameter.hasKernelH();
    boolean width = parameter.hasKernelW();
    if (parameter.getGlobalPooling()) {
      if (parameter.hasKernelSize() || height || width) {
        throw config.error(
            MESSAGE,
            "global_pooling",
            "global_pooling takes the kernel from the bottom; give no kernel_size");
      }
    } else if (!parameter.hasKernelSize() && !height && !width) {
      throw config.error(MESSAGE, "kernel_size", "kernel_size is missing");
    }
    checkPair(config, "kernel_size", parameter.hasKernelSize(), "kernel", height, width);
    checkPair(config, "pad", parameter.hasPad(), "pad", parameter.hasPadH(), parameter.hasPadW());
    checkPair(
        config,
        "stride",
        parameter.hasStride(),
        "stride",
        parameter.hasStrideH(),
        parameter.hasStrideW());
  }

  private static void checkPair(
      LayerConfig config,
      String square,
      boolean given,
      String stem,
      boolean height,
      boolean width) {
    String both = stem + "_h and " + stem + "_w";
    if (given && (height || width)) {
      throw config.error(MESSAGE, square, "give either " + square + ", or " + both);
    }
    if (height != width) {
      throw config.error(MESSAGE, stem + (height ? "_h" : "_w"), "give both " + both);
    }
  }

  /** Reads both axes of a bottom of this height and width. */
  static List<PoolingAxis> read(LayerConfig config, long height, long width) {
    PoolingParameter p = config.parameter().getPoolingParam();
    boolean kernels = p.hasKernelH();
    boolean pads = p.hasPadH();
    boolean strides = p.hasStrideH();
    return List.of(
        read(
            config,
            height,
            kernels ? p.getKernelH() : p.getKernelSize(),
            pads ? p.getPadH() : p.getPad(),
            strides ? p.getStrideH() : p.getStride()),
        read(
            config,
            width,
            kernels ? p.getKernelW() : p.getKernelSize(),
            pads ? p.getPadW() : p.getPad(),
            strides ? p.getStrideW() : p.getStride()));
  }

  private static PoolingAxis read(LayerConfig config, long input, int kernel, int pad, int stride) {
    boolean global = config.parameter().getPoolingParam().getGlobalPooling();
    PoolingAxis axis =
        new PoolingAxis(
            input,
            global ? input : SizeField.read(config, MESSAGE, "kernel_size", kernel, 1),
            SizeField.read(config, MESSAGE, "pad", pad, 0),
            SizeField.read(config, MESSAGE, "stride", stride, 1));
    if (global && (axis.pad != 0 || axis.stride != 1)) {
      throw config.error(MESSAGE, "global_pooling", "global_pooling needs pad 0 and stride 1");
    }
    if (axis.pad > 0 && axis.pad >= axis.kernel) {
      throw config.error(
          MESSAGE, "pad", "pad " + axis.pad + " must be smaller than the kernel " + axis.kernel);
    }
    return axis;
  }

  /**
   * Returns the number of windows.
   *
   * @param ceiling whether a window that reaches beyond the padded input counts
   * @param padded whether any axis is padded: then a window that starts in the padding at the end
   *     does not count
   */
  long windows(boolean ceiling, boolean padded) {
    long span = input + 2 * pad - kernel;
    long windows = (ceiling ? -Math.floorDiv(-span, stride) : Math.floorDiv(span, stride)) + 1;
    return padded && (windows - 1) * stride >= input + pad ? windows - 1 : windows;
  }

  /** Returns the padding at the end that makes so many windows fit exactly. */
  long padEnd(long windows) {
    return (windows - 1) * stride + kernel - input - pad;
  }
}
