package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_COMP_TYPE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_CONV_MODE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_DILATIONS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_POST_PADDINGS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_DATA_TYPE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_DIMENSIONS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_IS_VIRTUAL;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_STRIDES;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_TENSOR_UNIQUE_ID;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_TENSOR_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_CONVOLUTION_MODE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_DATA_TYPE;

import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Window;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The tensors and the window of a convolution, over two axes; that of one axis has a first axis of
 * extent 1. The one place that knows how tensors lie in memory.
 */
record ConvolutionTensors(
    ConvolutionGeometry geometry, ConvolutionAxis rows, ConvolutionAxis columns) {
  /** Names a tensor that is only passed on from one operation to the next. */
  static final int PASSED_ON = 99;

  /** Returns the tensors, or empty where cuDNN cannot express them. */
  static Optional<ConvolutionTensors> of(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    if (window.rank() != 1 && window.rank() != 2) {
      return Optional.empty();
    }
    Optional<ConvolutionAxis> columns = ConvolutionAxis.of(window, window.rank() - 1);
    Optional<ConvolutionAxis> rows =
        window.rank() == 1 ? Optional.of(ConvolutionAxis.ONE) : ConvolutionAxis.of(window, 0);
    return rows.isPresent() && columns.isPresent()
        ? Optional.of(new ConvolutionTensors(geometry, rows.get(), columns.get()))
        : Optional.empty();
  }

  Descriptor window(Descriptors descriptors) {
    return descriptors
        .create(CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR)
        .numbers(CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, 2)
        .choice(CUDNN_ATTR_CONVOLUTION_COMP_TYPE, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
        .choice(
            CUDNN_ATTR_CONVOLUTION_CONV_MODE, CUDNN_TYPE_CONVOLUTION_MODE, CUDNN_CROSS_CORRELATION)
        .numbers(CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, both(ConvolutionAxis::stride))
        .numbers(CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, both(ConvolutionAxis::pad))
        .numbers(CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, both(ConvolutionAxis::pad))
        .numbers(CUDNN_ATTR_CONVOLUTION_DILATIONS, both(ConvolutionAxis::dilation))
        .finished();
  }

  private long[] both(ToLongFunction<ConvolutionAxis> property) {
    return new long[] {property.applyAsLong(rows), property.applyAsLong(columns)};
  }

  Descriptor input(Descriptors descriptors, int operand) {
    return tensor(
        descriptors, operand, geometry.batch(), geometry.inputs(), rows.input(), columns.input());
  }

  /** The library takes the number of groups from the channels of input and weights. */
  Descriptor weights(Descriptors descriptors, int operand) {
    return tensor(
        descriptors,
        operand,
        geometry.outputs(),
        geometry.inputs() / geometry.groups(),
        rows.kernel(),
        columns.kernel());
  }

  Descriptor output(Descriptors descriptors, int operand) {
    return tensor(
        descriptors,
        operand,
        geometry.batch(),
        geometry.outputs(),
        rows.output(),
        columns.output());
  }

  Descriptor bias(Descriptors descriptors, int operand) {
    return tensor(descriptors, operand, 1, geometry.outputs(), 1, 1);
  }

  private Descriptor tensor(
      Descriptors descriptors, int operand, long count, long channels, long height, long width) {
    return descriptors
        .create(CUDNN_BACKEND_TENSOR_DESCRIPTOR)
        .choice(CUDNN_ATTR_TENSOR_DATA_TYPE, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
        .numbers(CUDNN_ATTR_TENSOR_DIMENSIONS, count, channels, height, width)
        .numbers(CUDNN_ATTR_TENSOR_STRIDES, strides(channels, height, width))
        .numbers(CUDNN_ATTR_TENSOR_UNIQUE_ID, CudnnAlgorithm.identifier(operand))
        .numbers(CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, Algorithm.ALIGNMENT)
        .flag(CUDNN_ATTR_TENSOR_IS_VIRTUAL, operand == PASSED_ON)
        .finished();
  }

  private long[] strides(long channels, long height, long width) {
    return switch (geometry.layout()) {
      case CHANNELS_FIRST -> new long[] {channels * height * width, height * width, width, 1};
      case CHANNELS_LAST -> new long[] {height * width * channels, 1, width * channels, channels};
    };
  }
}
