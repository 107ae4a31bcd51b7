package io.decant.backend.cpu;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Convolutions against their decompositions. */
class ConvolutionTest extends OnDevice {
  private static final int ENOUGH_IMAGES = 7;
  private static final double TOLERANCE = 2e-5;
  private static final ComputeMode MODE = ComputeMode.FLOAT32;

  @Test
  void agreesOnOddGeometries() {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int rank = 1 + random.nextInt(3);
      int groups = random.nextInt(3) == 0 ? 2 : 1;
      int inputs = groups * (1 + random.nextInt(5));
      int outputs = groups * (1 + random.nextInt(6));
      List<Long> input = new ArrayList<>();
      List<Long> kernel = new ArrayList<>();
      List<Long> stride = new ArrayList<>();
      List<Long> begin = new ArrayList<>();
      List<Long> end = new ArrayList<>();
      List<Long> dilation = new ArrayList<>();
      for (int axis = 0; axis < rank; axis++) {
        long size = 1L + random.nextInt(4);
        long step = 1L + random.nextInt(2);
        input.add((size - 1) * step + 1 + random.nextInt(6));
        kernel.add(size);
        dilation.add(step);
        stride.add(1L + random.nextInt(3));
        begin.add((long) random.nextInt(3));
        end.add((long) random.nextInt(3));
      }
      check(
          1 + random.nextInt(5),
          groups,
          outputs,
          new Window(inputs, input, kernel, stride, begin, end, dilation));
    }
  }

  @Test
  void agreesOnManyChannels() {
    check(3, 1, 7, square(24, 9, 3, 1, 1, 1));
    check(2, 2, 6, square(40, 8, 3, 2, 1, 1));
    check(2, 1, 5, square(33, 10, 3, 1, 2, 2));
  }

  @Test
  void agreesOnWindowsOfThreeByThree() {
    check(3, 1, 26, square(25, 9, 3, 1, 1, 1));
    check(1, 2, 50, square(48, 12, 3, 1, 0, 1));
    check(2, 1, 24, square(30, 6, 3, 1, 2, 1));
    check(7, 1, 40, square(24, 7, 3, 1, 1, 1));
    check(1, 1, 64, square(64, 97, 3, 1, 1, 1));
    check(
        2,
        1,
        24,
        new Window(
            24,
            List.of(11L, 8L),
            List.of(3L, 3L),
            List.of(1L, 1L),
            List.of(3L, 0L),
            List.of(-2L, 4L),
            List.of(1L, 1L)));
  }

  @Test
  void agreesOnPointwise() {
    check(3, 1, 17, square(21, 6, 1, 1, 0, 1));
    check(3, 3, 9, square(6, 5, 1, 1, 0, 1));
    check(2, 1, 9, square(20, 5, 1, 2, 0, 1));
  }

  @Test
  void agreesWhereTasksShareOutTheOutputs() {
    check(3, 1, 80, square(40, 9, 5, 1, 2, 1));
    check(2, 2, 128, square(128, 10, 3, 2, 1, 1));
    check(3, 1, 264, square(256, 6, 1, 1, 0, 1));
    check(5, 1, 64, square(64, 19, 5, 1, 2, 1));
  }

  @Test
  void agreesOnImagesThatAreCutIntoPanels() {
    check(2, 1, 3, square(4, 70, 5, 1, 2, 1));
    check(1, 1, 4, square(64, 20, 5, 1, 2, 1));
    check(1, 1, 6, square(3, 150, 11, 4, 2, 1));
  }

  @Test
  void agreesOnPanelsOfWindowsWithGapsAndWindowsInThePadding() {
    check(1, 1, 6, square(24, 90, 3, 5, 4, 1));
    check(1, 2, 6, square(12, 90, 3, 5, 4, 1));
  }

  @Test
  void agreesOnPanelsOfThreeAxes() {
    List<Long> ones = List.of(1L, 1L, 1L);
    check(
        1,
        1,
        5,
        new Window(3, List.of(12L, 20L, 21L), List.of(3L, 3L, 3L), ones, ones, ones, ones));
  }

  @Test
  void agreesWhereWindowsDoNotReachTheEnd() {
    check(
        2,
        1,
        3,
        new Window(
            4,
            List.of(9L, 8L),
            List.of(3L, 2L),
            List.of(2L, 2L),
            List.of(0L, 1L),
            List.of(-2L, -3L),
            List.of(1L, 1L)));
  }

  private static Window square(
      long channels, long size, long kernel, long stride, long pad, long dilation) {
    return new Window(
        channels,
        List.of(size, size + 1),
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(pad, pad),
        List.of(pad, pad),
        List.of(dilation, dilation));
  }

  /** Small convolutions take another way than those of some images. */
  private static void check(int batch, int groups, int outputs, Window window) {
    agree(batch, groups, outputs, window);
    agree(batch + ENOUGH_IMAGES, groups, outputs, window);
  }

  private static void agree(int batch, int groups, int outputs, Window window) {
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(batch, groups, window.planes(), outputs, window);
    for (boolean flag : new boolean[] {false, true}) {
      Comparison.assertAgrees(
          device, new Convolution(geometry, flag, MODE), Comparison.NORMAL, TOLERANCE);
      Comparison.assertAgrees(
          device,
          new ConvolutionBackwardWeights(geometry, flag, MODE),
          Comparison.NORMAL,
          TOLERANCE);
    }
    Comparison.assertAgrees(
        device, new ConvolutionBackwardData(geometry, MODE), Comparison.NORMAL, TOLERANCE);
  }
}
