package io.decant.spi.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void outputFollowsFromPaddingStrideAndDilation() {
    assertEquals(24, window(28, 5, 1, 0, 0, 1).output(0));
    assertEquals(28, window(28, 5, 1, 2, 2, 1).output(0));
    assertEquals(14, window(28, 2, 2, 0, 0, 1).output(0));
    assertEquals(24, window(28, 3, 1, 0, 0, 2).output(0));
    assertEquals(3, window(8, 3, 3, 1, 0, 1).output(0));
    assertEquals(2, window(8, 3, 3, 1, -1, 1).output(0), "what is behind the end is left out");
  }

  @Test
  void channelsLastAreAnotherAxis() {
    Window images = window(9, 3, 2, 1, 1, 1).withPlanes(12).withChannelsLast(4);
    assertEquals(3, images.planes());
    assertEquals(List.of(9L, 4L), images.input());
    assertEquals(List.of(5L, 4L), images.output());
    assertEquals(3, images.kernelCount());
    WindowReduce maxima =
        new WindowReduce(WindowReduce.Function.MAX, images, true, Layout.CHANNELS_LAST);
    assertEquals(4, maxima.elementsAtPosition());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WindowReduce(
                WindowReduce.Function.MAX, window(9, 3, 2, 1, 1, 1), true, Layout.CHANNELS_LAST));
  }

  @Test
  void countsOverAllAxes() {
    Window window =
        new Window(
            6,
            List.of(10L, 7L),
            List.of(3L, 2L),
            List.of(1L, 2L),
            List.of(0L, 1L),
            List.of(0L, 0L),
            List.of(1L, 1L));
    assertEquals(70, window.inputCount());
    assertEquals(6, window.kernelCount());
    assertEquals(List.of(8L, 4L), window.output());
    assertEquals(32, window.outputCount());
    assertEquals(2, window.withPlanes(2).planes());
    assertFalse(window.isPointwise());
    assertTrue(window(5, 1, 1, 0, 0, 1).isPointwise());
    assertFalse(window(5, 1, 2, 0, 0, 1).isPointwise());
  }

  @Test
  void refusesWhatDoesNotFit() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> window(4, 3, 1, 0, 0, 2));
    assertTrue(refused.getMessage().contains("dilation 2"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> window(4, 0, 1, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> window(4, 2, 0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> window(4, 2, 1, -1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> window(4, 2, 1, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Window(
                1, List.of(4L), List.of(), List.of(1L), List.of(0L), List.of(0L), List.of(1L)));
  }

  @Test
  void sizesBeyondALongAreRefusedInsteadOfWrapping() {
    long large = 4_000_000_000L;
    assertThrows(IllegalArgumentException.class, () -> window(10, large, 1, 0, 0, large));
    assertThrows(
        IllegalArgumentException.class, () -> window(Long.MAX_VALUE, 3, 1, Long.MAX_VALUE, 0, 1));
  }

  private static Window window(
      long input, long kernel, long stride, long padBegin, long padEnd, long dilation) {
    return new Window(
        1,
        List.of(input),
        List.of(kernel),
        List.of(stride),
        List.of(padBegin),
        List.of(padEnd),
        List.of(dilation));
  }
}
