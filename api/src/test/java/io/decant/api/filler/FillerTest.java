package io.decant.api.filler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.text.Prototxt;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FillerTest {
  /** Fan-in 1200, fan-out 200, 240,000 elements: means are known to 0.2 % of a deviation. */
  private static final Shape WEIGHTS = Shape.of(200, 12, 10, 10);

  private static FillerParameter parse(String text) {
    return Prototxt.parse(text, "filler", FillerParameter.getDefaultInstance()).message();
  }

  private static float[] fill(String text, Shape shape, long seed) {
    float[] values = new float[Math.toIntExact(shape.count())];
    Filler.of(parse(text)).fill(FloatBuffer.wrap(values), shape, new SplittableRandom(seed));
    return values;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElseThrow());
  }

  private static double largest(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }

  @Test
  void constantIsZeroUnlessGiven() {
    assertArrayEquals(new float[] {0, 0}, fill("", Shape.of(2), 1));
    assertArrayEquals(new float[] {1.5f, 1.5f}, fill("value: 1.5", Shape.of(2), 1));
  }

  @Test
  void uniformCoversItsRangeEvenly() {
    float[] values = fill("type: 'uniform' min: -1 max: 3", WEIGHTS, 1);
    assertEquals(1, mean(values), 0.01);
    assertEquals(4 / Math.sqrt(12), deviation(values), 0.01);
    for (float value : values) {
      assertTrue(value >= -1 && value <= 3, () -> value + " lies outside -1 to 3");
    }
  }

  @Test
  void gaussianHasItsMeanAndDeviation() {
    float[] values = fill("type: 'gaussian' mean: 2 std: 0.5", WEIGHTS, 1);
    assertEquals(2, mean(values), 0.005);
    assertEquals(0.5, deviation(values), 0.005);
  }

  @Test
  void sparseGaussianKeepsSoManyOfEachColumn() {
    float[] values = fill("type: 'gaussian' std: 1 sparse: 10", WEIGHTS, 1);
    long kept = IntStream.range(0, values.length).filter(i -> values[i] != 0).count();
    assertEquals(10.0 / 200, (double) kept / values.length, 0.002);
    assertEquals(Math.sqrt(10.0 / 200), deviation(values), 0.005);
  }

  @Test
  void sparseZeroKeepsNothing() {
    assertEquals(0, largest(fill("type: 'gaussian' sparse: 0", Shape.of(4, 5), 1)));
  }

  @Test
  void positiveUnitballSumsToOneForEachOutput() {
    float[] values = fill("type: 'positive_unitball'", Shape.of(7, 30), 1);
    for (int row = 0; row < 7; row++) {
      double sum = 0;
      for (int i = 0; i < 30; i++) {
        assertTrue(values[30 * row + i] >= 0);
        sum += values[30 * row + i];
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"FAN_IN, 1200", "FAN_OUT, 20000", "AVERAGE, 10600"})
  void xavierAndMsraScaleWithTheFan(String norm, double fan) {
    float[] xavier = fill("type: 'xavier' variance_norm: " + norm, WEIGHTS, 1);
    assertEquals(Math.sqrt(3 / fan), largest(xavier), 1e-4 * Math.sqrt(3 / fan));
    assertEquals(1 / Math.sqrt(fan), deviation(xavier), 0.01 / Math.sqrt(fan));
    float[] msra = fill("type: 'msra' variance_norm: " + norm, WEIGHTS, 1);
    assertEquals(Math.sqrt(2 / fan), deviation(msra), 0.01 * Math.sqrt(2 / fan));
    assertEquals(0, mean(msra), 0.01 * Math.sqrt(2 / fan));
  }

  @Test
  void aVectorHasItsLengthAsFanOut() {
    float[] values = fill("type: 'xavier' variance_norm: FAN_OUT", Shape.of(10_000), 1);
    assertEquals(Math.sqrt(3e-4), largest(values), 1e-4);
  }

  @Test
  void bilinearInterpolatesBetweenPixels() {
    float[] kernel = {
      0.0625f, 0.1875f, 0.1875f, 0.0625f, 0.1875f, 0.5625f, 0.5625f, 0.1875f,
      0.1875f, 0.5625f, 0.5625f, 0.1875f, 0.0625f, 0.1875f, 0.1875f, 0.0625f
    };
    float[] values = fill("type: 'bilinear'", Shape.of(2, 1, 4, 4), 1);
    for (int i = 0; i < 32; i++) {
      assertEquals(kernel[i % 16], values[i], 1e-7);
    }
    float[] odd = fill("type: 'bilinear'", Shape.of(1, 1, 3, 3), 1);
    assertArrayEquals(
        new float[] {0.25f, 0.5f, 0.25f, 0.5f, 1, 0.5f, 0.25f, 0.5f, 0.25f}, odd, 1e-7f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "gaussian", "positive_unitball", "xavier", "msra"})
  void theSameSeedGivesTheSameContents(String type) {
    String text = "type: '" + type + "' max: 1";
    float[] first = fill(text, Shape.of(5, 7), 42);
    assertArrayEquals(first, fill(text, Shape.of(5, 7), 42));
    float[] other = fill(text, Shape.of(5, 7), 43);
    assertTrue(IntStream.range(0, 35).anyMatch(i -> first[i] != other[i]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: 'orthogonal'            | unknown filler type 'orthogonal'; known are constant, \
          uniform, gaussian, positive_unitball, xavier, msra, bilinear
          type: 'uniform' min: 2 max: 1 | filler uniform has min 2.0 above max 1.0
          type: 'uniform' min: nan      | filler uniform has min NaN above max 1.0
          type: 'gaussian' std: 0       | filler gaussian has std 0.0, it must be greater than 0
          type: 'gaussian' sparse: -2   | filler gaussian has sparse -2, it must be at least 0
          type: 'xavier' sparse: 3      | filler xavier cannot be sparse; gaussian can
          """)
  void refusesWhatCannotBe(String text, String message) {
    FillerParameter parameter = parse(text);
    var error = assertThrows(IllegalArgumentException.class, () -> Filler.of(parameter));
    assertEquals(message, error.getMessage());
  }

  @Test
  void bilinearRefusesWhatIsNoSquareKernel() {
    Filler filler = Filler.of(parse("type: 'bilinear'"));
    for (Shape shape : new Shape[] {Shape.of(1, 1, 3, 4), Shape.of(3, 3)}) {
      var error = assertThrows(IllegalArgumentException.class, () -> filler.check(shape));
      assertTrue(String.valueOf(error.getMessage()).endsWith("the blob is " + shape));
    }
  }
}
