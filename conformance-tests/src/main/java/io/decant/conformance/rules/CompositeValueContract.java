package io.decant.conformance.rules;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every composite operator that the backend implements in one piece computes what its decomposition
 * does.
 */
public interface CompositeValueContract extends BackendSubject {
  /** Checks {@link io.decant.spi.op.Convolution}. */
  @Test
  @DisplayName("op.value: convolution")
  default void valueConvolution() {
    OperatorValues.composite(this, "Convolution");
  }

  /** Checks {@link io.decant.spi.op.ConvolutionBackwardData}. */
  @Test
  @DisplayName("op.value: gradient of a convolution's input")
  default void valueConvolutionBackwardData() {
    OperatorValues.composite(this, "ConvolutionBackwardData");
  }

  /** Checks {@link io.decant.spi.op.ConvolutionBackwardWeights}. */
  @Test
  @DisplayName("op.value: gradient of a convolution's weights")
  default void valueConvolutionBackwardWeights() {
    OperatorValues.composite(this, "ConvolutionBackwardWeights");
  }

  /** Checks {@link io.decant.spi.op.AveragePooling}. */
  @Test
  @DisplayName("op.value: average pooling")
  default void valueAveragePooling() {
    OperatorValues.composite(this, "AveragePooling");
  }

  /** Checks {@link io.decant.spi.op.AveragePoolingBackward}. */
  @Test
  @DisplayName("op.value: gradient of average pooling")
  default void valueAveragePoolingBackward() {
    OperatorValues.composite(this, "AveragePoolingBackward");
  }

  /** Checks {@link io.decant.spi.op.MaxPoolingBackward}. */
  @Test
  @DisplayName("op.value: gradient of max pooling")
  default void valueMaxPoolingBackward() {
    OperatorValues.composite(this, "MaxPoolingBackward");
  }

  /** Checks {@link io.decant.spi.op.ChannelSum}. */
  @Test
  @DisplayName("op.value: sums by channel")
  default void valueChannelSum() {
    OperatorValues.composite(this, "ChannelSum");
  }

  /** Checks {@link io.decant.spi.op.ChannelDot}. */
  @Test
  @DisplayName("op.value: sums of products by channel")
  default void valueChannelDot() {
    OperatorValues.composite(this, "ChannelDot");
  }

  /** Checks {@link io.decant.spi.op.ChannelMoments}. */
  @Test
  @DisplayName("op.value: mean and variance by channel")
  default void valueChannelMoments() {
    OperatorValues.composite(this, "ChannelMoments");
  }

  /** Checks {@link io.decant.spi.op.Normalise}. */
  @Test
  @DisplayName("op.value: normalisation by channel")
  default void valueNormalise() {
    OperatorValues.composite(this, "Normalise");
  }

  /** Checks {@link io.decant.spi.op.NormaliseBackward}. */
  @Test
  @DisplayName("op.value: gradient of normalisation by channel")
  default void valueNormaliseBackward() {
    OperatorValues.composite(this, "NormaliseBackward");
  }

  /** Checks {@link io.decant.spi.op.BatchNorm}. */
  @Test
  @DisplayName("op.value: batch normalisation with what follows it")
  default void valueBatchNorm() {
    OperatorValues.composite(this, "BatchNorm");
  }

  /** Checks {@link io.decant.spi.op.BatchNormBackward}. */
  @Test
  @DisplayName("op.value: gradient of batch normalisation with what follows it")
  default void valueBatchNormBackward() {
    OperatorValues.composite(this, "BatchNormBackward");
  }

  /** Checks {@link io.decant.spi.op.MovingAverages}. */
  @Test
  @DisplayName("op.value: statistics of past batches")
  default void valueMovingAverages() {
    OperatorValues.composite(this, "MovingAverages");
  }

  /** Checks {@link io.decant.spi.op.ScaleShift}. */
  @Test
  @DisplayName("op.value: factor and summand by channel")
  default void valueScaleShift() {
    OperatorValues.composite(this, "ScaleShift");
  }

  /** Checks {@link io.decant.spi.op.ReluBackward}. */
  @Test
  @DisplayName("op.value: gradient of a rectifier")
  default void valueReluBackward() {
    OperatorValues.composite(this, "ReluBackward");
  }

  /** Checks {@link io.decant.spi.op.BiasReluBackward}. */
  @Test
  @DisplayName("op.value: gradients of a rectifier and the bias before it")
  default void valueBiasReluBackward() {
    OperatorValues.composite(this, "BiasReluBackward");
  }

  /** Checks {@link io.decant.spi.op.Sum}. */
  @Test
  @DisplayName("op.value: sum of several tensors")
  default void valueSum() {
    OperatorValues.composite(this, "Sum");
  }

  /** Checks {@link io.decant.spi.op.Lrn}. */
  @Test
  @DisplayName("op.value: local response normalisation")
  default void valueLrn() {
    OperatorValues.composite(this, "Lrn");
  }

  /** Checks {@link io.decant.spi.op.LrnBackward}. */
  @Test
  @DisplayName("op.value: gradient of local response normalisation")
  default void valueLrnBackward() {
    OperatorValues.composite(this, "LrnBackward");
  }

  /** Checks {@link io.decant.spi.op.LstmCell}. */
  @Test
  @DisplayName("op.value: step of long short-term memory")
  default void valueLstmCell() {
    OperatorValues.composite(this, "LstmCell");
  }

  /** Checks {@link io.decant.spi.op.LstmCellBackward}. */
  @Test
  @DisplayName("op.value: gradient of a step of long short-term memory")
  default void valueLstmCellBackward() {
    OperatorValues.composite(this, "LstmCellBackward");
  }

  /** Checks {@link io.decant.spi.op.Softmax}. */
  @Test
  @DisplayName("op.value: softmax")
  default void valueSoftmax() {
    OperatorValues.composite(this, "Softmax");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxBackward}. */
  @Test
  @DisplayName("op.value: gradient of softmax")
  default void valueSoftmaxBackward() {
    OperatorValues.composite(this, "SoftmaxBackward");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxLoss}. */
  @Test
  @DisplayName("op.value: softmax loss")
  default void valueSoftmaxLoss() {
    OperatorValues.composite(this, "SoftmaxLoss");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxLossBackward}. */
  @Test
  @DisplayName("op.value: gradient of softmax loss")
  default void valueSoftmaxLossBackward() {
    OperatorValues.composite(this, "SoftmaxLossBackward");
  }

  /** Checks {@link io.decant.spi.op.ClassificationAccuracy}. */
  @Test
  @DisplayName("op.value: accuracy")
  default void valueClassificationAccuracy() {
    OperatorValues.composite(this, "ClassificationAccuracy");
  }

  /** Checks {@link io.decant.spi.op.SgdStep}. */
  @Test
  @DisplayName("op.value: solver step, gradient descent with momentum")
  default void valueSgdStep() {
    OperatorValues.composite(this, "SgdStep");
  }

  /** Checks {@link io.decant.spi.op.NesterovStep}. */
  @Test
  @DisplayName("op.value: solver step, Nesterov's accelerated gradient")
  default void valueNesterovStep() {
    OperatorValues.composite(this, "NesterovStep");
  }

  /** Checks {@link io.decant.spi.op.AdaGradStep}. */
  @Test
  @DisplayName("op.value: solver step, AdaGrad")
  default void valueAdaGradStep() {
    OperatorValues.composite(this, "AdaGradStep");
  }

  /** Checks {@link io.decant.spi.op.RmsPropStep}. */
  @Test
  @DisplayName("op.value: solver step, RMSProp")
  default void valueRmsPropStep() {
    OperatorValues.composite(this, "RmsPropStep");
  }

  /** Checks {@link io.decant.spi.op.AdaDeltaStep}. */
  @Test
  @DisplayName("op.value: solver step, AdaDelta")
  default void valueAdaDeltaStep() {
    OperatorValues.composite(this, "AdaDeltaStep");
  }

  /** Checks {@link io.decant.spi.op.AdamStep}. */
  @Test
  @DisplayName("op.value: solver step, Adam")
  default void valueAdamStep() {
    OperatorValues.composite(this, "AdamStep");
  }

  /** Checks {@link io.decant.spi.op.AdamWStep}. */
  @Test
  @DisplayName("op.value: solver step, AdamW")
  default void valueAdamWStep() {
    OperatorValues.composite(this, "AdamWStep");
  }

  /** Checks {@link io.decant.spi.op.TrustRatio}. */
  @Test
  @DisplayName("op.value: trust ratio of LARS")
  default void valueTrustRatio() {
    OperatorValues.composite(this, "TrustRatio");
  }
}
