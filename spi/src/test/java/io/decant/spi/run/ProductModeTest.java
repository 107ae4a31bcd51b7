package io.decant.spi.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.ProductOp;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All products of a program get the arithmetic that its lowering was made for. */
class ProductModeTest {
  private static final ConvolutionGeometry GEOMETRY =
      new ConvolutionGeometry(
          2,
          1,
          3,
          4,
          new Window(
              3,
              List.of(6L, 6L),
              List.of(3L, 3L),
              List.of(1L, 1L),
              List.of(1L, 1L),
              List.of(1L, 1L),
              List.of(1L, 1L)));

  private static final List<ProductOp> PRODUCTS =
      List.of(
          Gemm.dense(8, 4, 6, false, true, 0.5f, 1),
          new Convolution(GEOMETRY, true, ComputeMode.FLOAT32),
          new ConvolutionBackwardData(GEOMETRY, ComputeMode.FLOAT32),
          new ConvolutionBackwardWeights(GEOMETRY, true, ComputeMode.FLOAT32));

  private final FakeDevice device = new FakeDevice();

  @ParameterizedTest
  @EnumSource
  void theDeviceIsAskedForProductsInThatMode(ComputeMode mode) {
    device.supported = spec -> true;
    Set<OpSpec> asked =
        PRODUCTS.stream().map(product -> product.withMode(mode)).collect(Collectors.toSet());
    asked.add(Unary.of(Unary.Function.RELU, 4));
    for (ComputeMode named : ComputeMode.values()) {
      device.prepared.clear();
      lowering(mode).lower(program(named));
      assertEquals(asked, new HashSet<>(device.prepared));
    }
  }

  @ParameterizedTest
  @EnumSource
  void decompositionsKeepTheMode(ComputeMode mode) {
    LoweredProgram lowered = lowering(mode).lower(program(ComputeMode.FLOAT32));
    assertEquals(Set.of(mode), modes(lowered));
    assertTrue(lowered.ops().stream().anyMatch(op -> op.op().spec() instanceof Gemm));
    assertFalse(lowered.ops().stream().anyMatch(op -> op.op().spec() instanceof Convolution));
  }

  @Test
  void tilesKeepTheMode() {
    device.supported = spec -> true;
    LoweredProgram lowered =
        lowering(ComputeMode.TF32)
            .lower(program(ComputeMode.FLOAT32), new PoolCapacity(List.of(2048L), 4));
    assertTrue(lowered.isTiled());
    assertEquals(Set.of(ComputeMode.TF32), modes(lowered));
  }

  @Test
  void anotherModeIsAllThatChanges() {
    for (ProductOp product : PRODUCTS) {
      ProductOp other = product.withMode(ComputeMode.TF32);
      assertEquals(ComputeMode.TF32, other.mode());
      assertEquals(product, other.withMode(ComputeMode.FLOAT32));
    }
  }

  private Lowering lowering(ComputeMode mode) {
    return new Lowering(device, PrepareOptions.DEFAULT, mode, spec -> {}, (op, axes, tiles) -> {});
  }

  private static Set<ComputeMode> modes(LoweredProgram lowered) {
    return lowered.ops().stream()
        .map(op -> op.op().spec())
        .filter(ProductOp.class::isInstance)
        .map(spec -> ((ProductOp) spec).mode())
        .collect(Collectors.toSet());
  }

  private static Program program(ComputeMode named) {
    ProgramBuilder builder = new ProgramBuilder("p");
    PRODUCTS.forEach(product -> emit(builder, product.withMode(named)));
    emit(builder, Unary.of(Unary.Function.RELU, 4));
    return builder.build();
  }

  private static void emit(ProgramBuilder builder, OpSpec spec) {
    Tensor[] tensors =
        spec.operands().stream()
            .map(Operand::tensor)
            .map(tensor -> Tensor.createPersistent("t", tensor.shape(), BlockRole.PARAMETER))
            .toArray(Tensor[]::new);
    builder.emit(spec, tensors);
  }
}
