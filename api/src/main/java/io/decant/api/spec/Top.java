package io.decant.api.spec;

import io.decant.proto.caffe.ConvolutionParameter;
import io.decant.proto.caffe.InnerProductParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.PoolingParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a layer of a {@link NetSpec} computes, and what others read. Each method adds a layer that
 * reads it. What a method does not take, {@link LayerSpec#with} sets:
 *
 * <pre>{@code
 * NetSpec net = new NetSpec("block");
 * Top shortcut = net.input("data", 8, 64, 56, 56);
 * Top branch =
 *     shortcut
 *         .convolution(64, 3, convolution -> convolution.addPad(1).setBiasTerm(false))
 *         .batchNorm()
 *         .scale()
 *         .relu();
 * Top sum = branch.plus(shortcut).named("sum");
 * sum.then("LRN", layer -> layer.getLrnParamBuilder().setLocalSize(5));
 * }</pre>
 *
 * <p>Weights start as {@link Fillers#xavier} where a method does not say otherwise, not as Caffe's
 * zeros, which would never learn.
 */
public sealed interface Top permits LayerSpec, FurtherTop {
  /** Returns the layer whose top it is. */
  LayerSpec layer();

  /** Returns its place among the layer's tops. */
  int index();

  /** Adds a layer of any type, with one top. */
  default LayerSpec then(String type) {
    return layer().net().layer(type, this);
  }

  /** Adds a layer of any type, with one top; the change sets its fields. */
  default LayerSpec then(String type, Consumer<LayerParameter.Builder> change) {
    return layer().net().layer(type, change, this);
  }

  /** Adds a Convolution with square kernels, at each place. */
  default LayerSpec convolution(int outputs, int kernel) {
    return convolution(outputs, kernel, parameter -> {});
  }

  /** Adds a Convolution with square kernels; the change sets padding, stride, groups, fillers. */
  default LayerSpec convolution(
      int outputs, int kernel, Consumer<ConvolutionParameter.Builder> change) {
    return convolving("Convolution", outputs, kernel, change);
  }

  /** Adds a Deconvolution with square kernels; the change sets padding, stride, groups, fillers. */
  default LayerSpec deconvolution(
      int outputs, int kernel, Consumer<ConvolutionParameter.Builder> change) {
    return convolving("Deconvolution", outputs, kernel, change);
  }

  private LayerSpec convolving(
      String type, int outputs, int kernel, Consumer<ConvolutionParameter.Builder> change) {
    return then(
        type,
        layer ->
            change.accept(
                layer
                    .getConvolutionParamBuilder()
                    .setNumOutput(outputs)
                    .addKernelSize(kernel)
                    .setWeightFiller(Fillers.xavier())));
  }

  /** Adds a Pooling by the largest value of square windows. */
  default LayerSpec maxPooling(int kernel, int stride) {
    return pooling(
        pooling ->
            pooling
                .setPool(PoolingParameter.PoolMethod.MAX)
                .setKernelSize(kernel)
                .setStride(stride));
  }

  /** Adds a Pooling by the mean of square windows. */
  default LayerSpec averagePooling(int kernel, int stride) {
    return pooling(
        pooling ->
            pooling
                .setPool(PoolingParameter.PoolMethod.AVE)
                .setKernelSize(kernel)
                .setStride(stride));
  }

  /** Adds a Pooling of any kind. */
  default LayerSpec pooling(Consumer<PoolingParameter.Builder> change) {
    return then("Pooling", layer -> change.accept(layer.getPoolingParamBuilder()));
  }

  /** Adds an InnerProduct. */
  default LayerSpec innerProduct(int outputs) {
    return innerProduct(outputs, parameter -> {});
  }

  /** Adds an InnerProduct; the change sets axis, bias, fillers. */
  default LayerSpec innerProduct(int outputs, Consumer<InnerProductParameter.Builder> change) {
    return then(
        "InnerProduct",
        layer ->
            change.accept(
                layer
                    .getInnerProductParamBuilder()
                    .setNumOutput(outputs)
                    .setWeightFiller(Fillers.xavier())));
  }

  /** Adds a ReLU in place. */
  default LayerSpec relu() {
    return then("ReLU").inPlace(true);
  }

  /** Adds a Dropout in place; the ratio is the part that is left out. */
  default LayerSpec dropout(double ratio) {
    return then("Dropout", layer -> layer.getDropoutParamBuilder().setDropoutRatio((float) ratio))
        .inPlace(true);
  }

  /** Adds a BatchNorm in place; a {@link #scale} belongs behind it. */
  default LayerSpec batchNorm() {
    return then("BatchNorm").inPlace(true);
  }

  /** Adds a Scale with a bias, for each channel, in place. */
  default LayerSpec scale() {
    return then("Scale", layer -> layer.getScaleParamBuilder().setBiasTerm(true)).inPlace(true);
  }

  /** Adds an Eltwise that sums this and others. */
  default LayerSpec plus(Top... others) {
    return layer().net().layer("Eltwise", all(others));
  }

  /** Adds a Concat of this and others, along the channels. */
  default LayerSpec concat(Top... others) {
    return layer().net().layer("Concat", all(others));
  }

  /** Adds a Softmax over the channels. */
  default LayerSpec softmax() {
    return then("Softmax");
  }

  /** Adds a SoftmaxWithLoss against labels. */
  default LayerSpec softmaxLoss(Top labels) {
    return layer().net().layer("SoftmaxWithLoss", this, labels);
  }

  /** Adds a EuclideanLoss against values of the same shape. */
  default LayerSpec euclideanLoss(Top targets) {
    return layer().net().layer("EuclideanLoss", this, targets);
  }

  /** Adds an Accuracy against labels. */
  default LayerSpec accuracy(Top labels) {
    return layer().net().layer("Accuracy", this, labels);
  }

  private Top[] all(Top... others) {
    List<Top> bottoms = new ArrayList<>(List.of(this));
    bottoms.addAll(List.of(others));
    return bottoms.toArray(Top[]::new);
  }
}
