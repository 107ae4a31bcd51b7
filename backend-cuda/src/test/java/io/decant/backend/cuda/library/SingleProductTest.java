package io.decant.backend.cuda.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleProductTest {
  private static final ConvolutionGeometry FIRST = geometry(1, 1);
  private static final ConvolutionGeometry LAST = FIRST.in(Layout.CHANNELS_LAST);

  @Test
  void aProductIsItself() {
    Gemm gemm = Gemm.dense(2, 3, 4, true, false, 1, 0);
    assertEquals(new SingleProduct(gemm, List.of(0, 1, 2)), SingleProduct.of(gemm).orElseThrow());
  }

  @Test
  void channelsFirstTheImagesAreABatch() {
    SingleProduct product =
        SingleProduct.of(new Convolution(FIRST, false, ComputeMode.TF32)).orElseThrow();
    assertEquals(5, product.gemm().batch());
    assertEquals(ComputeMode.TF32, product.gemm().mode());
    assertArrayEquals(
        new long[] {20, 10, 30}, product.addresses(new long[] {10, 20, 30}), "weights first");
  }

  @Test
  void channelsLastAllPositionsAreRows() {
    assertEquals(
        new SingleProduct(
            Gemm.dense(30, 8, 4, false, true, 1, 0).withMode(ComputeMode.TF32), List.of(0, 1, 2)),
        SingleProduct.of(new Convolution(LAST, false, ComputeMode.TF32)).orElseThrow());
    assertEquals(
        new SingleProduct(Gemm.dense(30, 4, 8, false, false, 1, 0), List.of(0, 1, 2)),
        SingleProduct.of(new ConvolutionBackwardData(LAST, ComputeMode.FLOAT32)).orElseThrow());
    assertEquals(
        new SingleProduct(Gemm.dense(8, 4, 30, true, false, 1, 1), List.of(1, 0, 2)),
        SingleProduct.of(new ConvolutionBackwardWeights(LAST, true, ComputeMode.FLOAT32))
            .orElseThrow());
  }

  @Test
  void otherConvolutionsAreNone() {
    assertFalse(
        SingleProduct.of(new Convolution(FIRST, true, ComputeMode.FLOAT32)).isPresent(), "bias");
    assertFalse(
        SingleProduct.of(new Convolution(geometry(2, 1), false, ComputeMode.FLOAT32)).isPresent(),
        "groups");
    assertFalse(
        SingleProduct.of(new Convolution(geometry(1, 2), false, ComputeMode.FLOAT32)).isPresent(),
        "window");
  }

  private static ConvolutionGeometry geometry(long groups, long kernel) {
    return new ConvolutionGeometry(
        5,
        groups,
        4,
        8,
        new Window(
            4,
            List.of(2L, 3L),
            List.of(kernel, kernel),
            List.of(1L, 1L),
            List.of(0L, 0L),
            List.of(0L, 0L),
            List.of(1L, 1L)));
  }
}
