package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATIONGRAPH_HANDLE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATIONGRAPH_OPS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_POINTWISE_BDESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_POINTWISE_XDESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_OPERATION_POINTWISE_YDESC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_POINTWISE_MATH_PREC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_POINTWISE_MODE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_POINTWISE_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_POINTWISE_ADD;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_DATA_TYPE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_HANDLE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_POINTWISE_MODE;

import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Optional;

/** A convolution, or a gradient of one, as a graph of operations of cuDNN. */
final class ConvolutionGraph {
  private final ConvolutionTensors tensors;
  private final Descriptors descriptors;

  private ConvolutionGraph(ConvolutionTensors tensors, Descriptors descriptors) {
    this.tensors = tensors;
    this.descriptors = descriptors;
  }

  /**
   * Describes an operator.
   *
   * @param handle address of the library's handle
   * @return the finished graph, or empty where the operator is none of these, or cannot be
   *     expressed
   */
  static Optional<Descriptor> describe(OpSpec spec, Descriptors descriptors, long handle) {
    return ConvolutionSpecs.geometry(spec)
        .flatMap(ConvolutionTensors::of)
        .map(tensors -> new ConvolutionGraph(tensors, descriptors).operations(spec))
        .map(
            operations ->
                descriptors
                    .create(CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR)
                    .addresses(CUDNN_ATTR_OPERATIONGRAPH_HANDLE, CUDNN_TYPE_HANDLE, handle)
                    .parts(CUDNN_ATTR_OPERATIONGRAPH_OPS, operations.toArray(new Descriptor[0]))
                    .finished());
  }

  private List<Descriptor> operations(OpSpec spec) {
    if (spec instanceof Convolution convolution) {
      return convolution.bias() ? forwardWithBias() : List.of(forward(output(2)));
    }
    return spec instanceof ConvolutionBackwardWeights gradient
        ? List.of(weightsGradient(gradient.accumulate()))
        : List.of(inputGradient());
  }

  private Descriptor output(int operand) {
    return tensors.output(descriptors, operand);
  }

  private Descriptor forward(Descriptor result) {
    return descriptors
        .create(CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR)
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC, tensors.window(descriptors))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X, tensors.input(descriptors, 0))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W, tensors.weights(descriptors, 1))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y, result)
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA, 1)
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA, 0)
        .finished();
  }

  private List<Descriptor> forwardWithBias() {
    Descriptor product = output(ConvolutionTensors.PASSED_ON);
    Descriptor addition =
        descriptors
            .create(CUDNN_BACKEND_POINTWISE_DESCRIPTOR)
            .choice(CUDNN_ATTR_POINTWISE_MODE, CUDNN_TYPE_POINTWISE_MODE, CUDNN_POINTWISE_ADD)
            .choice(CUDNN_ATTR_POINTWISE_MATH_PREC, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
            .finished();
    Descriptor sum =
        descriptors
            .create(CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR)
            .parts(CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR, addition)
            .parts(CUDNN_ATTR_OPERATION_POINTWISE_XDESC, product)
            .parts(CUDNN_ATTR_OPERATION_POINTWISE_BDESC, tensors.bias(descriptors, 2))
            .parts(CUDNN_ATTR_OPERATION_POINTWISE_YDESC, output(3))
            .finished();
    return List.of(forward(product), sum);
  }

  private Descriptor inputGradient() {
    return descriptors
        .create(CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR)
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC, tensors.window(descriptors))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY, output(0))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W, tensors.weights(descriptors, 1))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX, tensors.input(descriptors, 2))
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA, 1)
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA, 0)
        .finished();
  }

  private Descriptor weightsGradient(boolean accumulate) {
    return descriptors
        .create(CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR)
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC, tensors.window(descriptors))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X, tensors.input(descriptors, 0))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY, output(1))
        .parts(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW, tensors.weights(descriptors, 2))
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA, 1)
        .factor(CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA, accumulate ? 1 : 0)
        .finished();
  }
}
