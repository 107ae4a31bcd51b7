package io.decant.backend.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.op.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConvolutionAxisTest {
  @Test
  void equalPaddingIsTakenAsItIs() {
    assertEquals(
        Optional.of(new ConvolutionAxis(9, 3, 5, 2, 1, 1)), ConvolutionAxis.of(window(1, 1), 0));
  }

  @Test
  void paddingThatNoWindowReachesMakesNoDifference() {
    assertEquals(ConvolutionAxis.of(window(0, 0), 0), ConvolutionAxis.of(window(0, 1), 0));
    assertEquals(
        Optional.of(new ConvolutionAxis(9, 3, 4, 2, 0, 1)), ConvolutionAxis.of(window(0, 0), 0));
  }

  @Test
  void otherPaddingIsRefused() {
    assertEquals(Optional.empty(), ConvolutionAxis.of(window(1, -2), 0));
    assertEquals(Optional.empty(), ConvolutionAxis.of(window(0, 2), 0));
  }

  private static Window window(long begin, long end) {
    return new Window(
        1, List.of(9L), List.of(3L), List.of(2L), List.of(begin), List.of(end), List.of(1L));
  }
}
