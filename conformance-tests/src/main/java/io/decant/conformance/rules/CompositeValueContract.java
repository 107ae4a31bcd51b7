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
  default void optional_valueConvolution() {
    OperatorValues.composite(this, "Convolution");
  }

  /** Checks {@link io.decant.spi.op.ConvolutionBackwardData}. */
  @Test
  @DisplayName("op.value: gradient of a convolution's input")
  default void optional_valueConvolutionBackwardData() {
    OperatorValues.composite(this, "ConvolutionBackwardData");
  }

  /** Checks {@link io.decant.spi.op.ConvolutionBackwardWeights}. */
  @Test
  @DisplayName("op.value: gradient of a convolution's weights")
  default void optional_valueConvolutionBackwardWeights() {
    OperatorValues.composite(this, "ConvolutionBackwardWeights");
  }

  /** Checks {@link io.decant.spi.op.AveragePooling}. */
  @Test
  @DisplayName("op.value: average pooling")
  default void optional_valueAveragePooling() {
    OperatorValues.composite(this, "AveragePooling");
  }

  /** Checks {@link io.decant.spi.op.AveragePoolingBackward}. */
  @Test
  @DisplayName("op.value: gradient of average pooling")
  default void optional_valueAveragePoolingBackward() {
    OperatorValues.composite(this, "AveragePoolingBackward");
  }

  /** Checks {@link io.decant.spi.op.MaxPoolingBackward}. */
  @Test
  @DisplayName("op.value: gradient of max pooling")
  default void optional_valueMaxPoolingBackward() {
    OperatorValues.composite(this, "MaxPoolingBackward");
  }

  /** Checks {@link io.decant.spi.op.ChannelSum}. */
  @Test
  @DisplayName("op.value: sums by channel")
  default void optional_valueChannelSum() {
    OperatorValues.composite(this, "ChannelSum");
  }

  /** Checks {@link io.decant.spi.op.ChannelDot}. */
  @Test
  @DisplayName("op.value: sums of products by channel")
  default void optional_valueChannelDot() {
    OperatorValues.composite(this, "ChannelDot");
  }

  /** Checks {@link io.decant.spi.op.ChannelMoments}. */
  @Test
  @DisplayName("op.value: mean and variance by channel")
  default void optional_valueChannelMoments() {
    OperatorValues.composite(this, "ChannelMoments");
  }

  /** Checks {@link io.decant.spi.op.Normalise}. */
  @Test
  @DisplayName("op.value: normalisation by channel")
  default void optional_valueNormalise() {
    OperatorValues.composite(this, "Normalise");
  }

  /** Checks {@link io.decant.spi.op.NormaliseBackward}. */
  @Test
  @DisplayName("op.value: gradient of normalisation by channel")
  default void optional_valueNormaliseBackward() {
    OperatorValues.composite(this, "NormaliseBackward");
  }

  /** Checks {@link io.decant.spi.op.BatchNorm}. */
  @Test
  @DisplayName("op.value: batch normalisation with what follows it")
  default void optional_valueBatchNorm() {
    OperatorValues.composite(this, "BatchNorm");
  }

  /** Checks {@link io.decant.spi.op.BatchNormBackward}. */
  @Test
  @DisplayName("op.value: gradient of batch normalisation with what follows it")
  default void optional_valueBatchNormBackward() {
    OperatorValues.composite(this, "BatchNormBackward");
  }

  /** Checks {@link io.decant.spi.op.MovingAverages}. */
  @Test
  @DisplayName("op.value: statistics of past batches")
  default void optional_valueMovingAverages() {
    OperatorValues.composite(this, "MovingAverages");
  }

  /** Checks {@link io.decant.spi.op.ScaleShift}. */
  @Test
  @DisplayName("op.value: factor and summand by channel")
  default void optional_valueScaleShift() {
    OperatorValues.composite(this, "ScaleShift");
  }

  /** Checks {@link io.decant.spi.op.ReluBackward}. */
  @Test
  @DisplayName("op.value: gradient of a rectifier")
  default void optional_valueReluBackward() {
    OperatorValues.composite(this, "ReluBackward");
  }

  /** Checks {@link io.decant.spi.op.BiasReluBackward}. */
  @Test
  @DisplayName("op.value: gradients of a rectifier and the bias before it")
  default void optional_valueBiasReluBackward() {
    OperatorValues.composite(this, "BiasReluBackward");
  }

  /** Checks {@link io.decant.spi.op.Sum}. */
  @Test
  @DisplayName("op.value: sum of several tensors")
  default void optional_valueSum() {
    OperatorValues.composite(this, "Sum");
  }

  /** Checks {@link io.decant.spi.op.Lrn}. */
  @Test
  @DisplayName("op.value: local response normalisation")
  default void optional_valueLrn() {
    OperatorValues.composite(this, "Lrn");
  }

  /** Checks {@link io.decant.spi.op.LrnBackward}. */
  @Test
  @DisplayName("op.value: gradient of local response normalisation")
  default void optional_valueLrnBackward() {
    OperatorValues.composite(this, "LrnBackward");
  }

  /** Checks {@link io.decant.spi.op.LstmCell}. */
  @Test
  @DisplayName("op.value: step of long short-term memory")
  default void optional_valueLstmCell() {
    OperatorValues.composite(this, "LstmCell");
  }

  /** Checks {@link io.decant.spi.op.LstmCellBackward}. */
  @Test
  @DisplayName("op.value: gradient of a step of long short-term memory")
  default void optional_valueLstmCellBackward() {
    OperatorValues.composite(this, "LstmCellBackward");
  }

  /** Checks {@link io.decant.spi.op.Softmax}. */
  @Test
  @DisplayName("op.value: softmax")
  default void optional_valueSoftmax() {
    OperatorValues.composite(this, "Softmax");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxBackward}. */
  @Test
  @DisplayName("op.value: gradient of softmax")
  default void optional_valueSoftmaxBackward() {
    OperatorValues.composite(this, "SoftmaxBackward");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxLoss}. */
  @Test
  @DisplayName("op.value: softmax loss")
  default void optional_valueSoftmaxLoss() {
    OperatorValues.composite(this, "SoftmaxLoss");
  }

  /** Checks {@link io.decant.spi.op.SoftmaxLossBackward}. */
  @Test
  @DisplayName("op.value: gradient of softmax loss")
  default void optional_valueSoftmaxLossBackward() {
    OperatorValues.composite(this, "SoftmaxLossBackward");
  }

  /** Checks {@link io.decant.spi.op.ClassificationAccuracy}. */
  @Test
  @DisplayName("op.value: accuracy")
  default void optional_valueClassificationAccuracy() {
    OperatorValues.composite(this, "ClassificationAccuracy");
  }

  /** Checks {@link io.decant.spi.op.SgdStep}. */
  @Test
  @DisplayName("op.value: solver step, gradient descent with momentum")
  default void optional_valueSgdStep() {
    OperatorValues.composite(this, "SgdStep");
  }

  /** Checks {@link io.decant.spi.op.NesterovStep}. */
  @Test
  @DisplayName("op.value: solver step, Nesterov's accelerated gradient")
  default void optional_valueNesterovStep() {
    OperatorValues.composite(this, "NesterovStep");
  }

  /** Checks {@link io.decant.spi.op.AdaGradStep}. */
  @Test
  @DisplayName("op.value: solver step, AdaGrad")
  default void optional_valueAdaGradStep() {
    OperatorValues.composite(this, "AdaGradStep");
  }

  /** Checks {@link io.decant.spi.op.RmsPropStep}. */
  @Test
  @DisplayName("op.value: solver step, RMSProp")
  default void optional_valueRmsPropStep() {
    OperatorValues.composite(this, "RmsPropStep");
  }

  /** Checks {@link io.decant.spi.op.AdaDeltaStep}. */
  @Test
  @DisplayName("op.value: solver step, AdaDelta")
  default void optional_valueAdaDeltaStep() {
    OperatorValues.composite(this, "AdaDeltaStep");
  }

  /** Checks {@link io.decant.spi.op.AdamStep}. */
  @Test
  @DisplayName("op.value: solver step, Adam")
  default void optional_valueAdamStep() {
    OperatorValues.composite(this, "AdamStep");
  }

  /** Checks {@link io.decant.spi.op.AdamWStep}. */
  @Test
  @DisplayName("op.value: solver step, AdamW")
  default void optional_valueAdamWStep() {
    OperatorValues.composite(this, "AdamWStep");
  }

  /** Checks {@link io.decant.spi.op.TrustRatio}. */
  @Test
  @DisplayName("op.value: trust ratio of LARS")
  default void optional_valueTrustRatio() {
    OperatorValues.composite(this, "TrustRatio");
  }
}
