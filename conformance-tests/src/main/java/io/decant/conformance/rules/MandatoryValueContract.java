package io.decant.conformance.rules;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every mandatory operator computes its formula. */
public interface MandatoryValueContract extends BackendSubject {
  /** Checks {@link io.decant.spi.op.Gemm}. */
  @Test
  @DisplayName("op.value: strided-batched matrix products")
  default void required_valueGemm() {
    OperatorValues.mandatory(this, "Gemm");
  }

  /** Checks {@link io.decant.spi.op.Axpby}. */
  @Test
  @DisplayName("op.value: scaled sums")
  default void required_valueAxpby() {
    OperatorValues.mandatory(this, "Axpby");
  }

  /** Checks {@link io.decant.spi.op.Unary}. */
  @Test
  @DisplayName("op.value: functions of one number")
  default void required_valueUnary() {
    OperatorValues.mandatory(this, "Unary");
  }

  /** Checks {@link io.decant.spi.op.Binary}. */
  @Test
  @DisplayName("op.value: functions of two numbers")
  default void required_valueBinary() {
    OperatorValues.mandatory(this, "Binary");
  }

  /** Checks {@link io.decant.spi.op.Broadcast}. */
  @Test
  @DisplayName("op.value: functions of a tensor and a smaller one")
  default void required_valueBroadcast() {
    OperatorValues.mandatory(this, "Broadcast");
  }

  /** Checks {@link io.decant.spi.op.Reduce}. */
  @Test
  @DisplayName("op.value: reductions of an axis")
  default void required_valueReduce() {
    OperatorValues.mandatory(this, "Reduce");
  }

  /** Checks {@link io.decant.spi.op.Gather}. */
  @Test
  @DisplayName("op.value: gathering by index")
  default void required_valueGather() {
    OperatorValues.mandatory(this, "Gather");
  }

  /** Checks {@link io.decant.spi.op.ScatterAdd}. */
  @Test
  @DisplayName("op.value: adding by index")
  default void required_valueScatterAdd() {
    OperatorValues.mandatory(this, "ScatterAdd");
  }

  /** Checks {@link io.decant.spi.op.Im2col}. */
  @Test
  @DisplayName("op.value: unfolding windows")
  default void required_valueIm2col() {
    OperatorValues.mandatory(this, "Im2col");
  }

  /** Checks {@link io.decant.spi.op.Col2im}. */
  @Test
  @DisplayName("op.value: folding windows")
  default void required_valueCol2im() {
    OperatorValues.mandatory(this, "Col2im");
  }

  /** Checks {@link io.decant.spi.op.WindowReduce}. */
  @Test
  @DisplayName("op.value: sums and maxima of windows")
  default void required_valueWindowReduce() {
    OperatorValues.mandatory(this, "WindowReduce");
  }

  /** Checks {@link io.decant.spi.op.RandomFill}. */
  @Test
  @DisplayName("op.value: counter-based random numbers")
  default void required_valueRandomFill() {
    OperatorValues.mandatory(this, "RandomFill");
  }

  /** Checks {@link io.decant.spi.op.Copy}. */
  @Test
  @DisplayName("op.value: copies between strided layouts")
  default void required_valueCopy() {
    OperatorValues.mandatory(this, "Copy");
  }

  /** Checks {@link io.decant.spi.op.Fill}. */
  @Test
  @DisplayName("op.value: constants")
  default void required_valueFill() {
    OperatorValues.mandatory(this, "Fill");
  }
}
