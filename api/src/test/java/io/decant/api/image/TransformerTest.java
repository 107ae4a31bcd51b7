package io.decant.api.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.io.BlobData;
import io.decant.spi.op.Shape;
import org.junit.jupiter.api.Test;

/**
 * The expected numbers were computed with pycaffe's formulas in NumPy, and SciPy's zoom for the
 * interpolation (mode grid-constant with grid_mode, and its defaults).
 */
class TransformerTest {
  private static final float CLOSE = 2e-5f;

  /** Returns (7 i^2 mod 23) / 8 - 1. */
  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * i * 7 % 23 / 8f - 1;
    }
    return values;
  }

  private static FloatImage colour() {
    float[] values = new float[18];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 5 % 11 / 10f;
    }
    return new FloatImage(2, 3, 3, values);
  }

  @Test
  void imagesOfOneChannelGrowAndShrinkAsInPycaffe() {
    FloatImage gray = new FloatImage(3, 4, 1, ramp(12));
    float[] larger = {
      -1f,
      -0.65f,
      -0.333333f,
      -0.466667f,
      0.1f,
      0.416667f,
      -0.166667f,
      0.1125f,
      0.266667f,
      0.433333f,
      0.9f,
      0.9375f,
      1.08333f,
      1.125f,
      0.916667f,
      1.58333f,
      1.6875f,
      1.1875f,
      0.520833f,
      0.825f,
      0.829167f,
      0.845833f,
      1.1625f,
      1.0625f,
      -0.0833333f,
      0.3f,
      0.416667f,
      0.0833334f,
      0.45f,
      0.583333f
    };
    assertArrayEquals(larger, gray.resized(5, 6).values(), CLOSE);
    float[] smaller = {-0.296875f, 0.125f, 1.06771f, 0.6875f, 0.734375f, 1.30208f};
    assertArrayEquals(smaller, gray.resized(2, 3).values(), CLOSE);
    assertSame(gray, gray.resized(3, 4));
  }

  @Test
  void imagesOfOtherChannelsKeepTheirCorners() {
    float[] expected = {
      -1f, -0.125f, 0.5625f, 0.9375f, 1.75f, 1.625f, -0.3125f, 0.375f, 0.6875f, 0.875f, 1.3125f, 1f,
      0.375f, 0.875f, 0.8125f, 0.8125f, 0.875f, 0.375f, 1f, 1.3125f, 0.875f, 0.6875f, 0.375f,
      -0.3125f, 1.625f, 1.75f, 0.9375f, 0.5625f, -0.125f, -1f
    };
    FloatImage two = new FloatImage(3, 4, 2, ramp(24));
    assertArrayEquals(expected, two.resized(5, 3).values(), CLOSE);
    assertArrayEquals(new float[] {-1f, -0.125f}, two.resized(1, 1).values());
  }

  @Test
  void aConstantImageStaysConstant() {
    FloatImage flat = new FloatImage(2, 2, 1, new float[] {5, 5, 5, 5});
    assertArrayEquals(new float[] {5, 5, 5, 5, 5, 5, 5, 5, 5}, flat.resized(3, 3).values());
  }

  @Test
  void theStepsAreThoseOfPycaffeInItsOrder() {
    Transformer transformer =
        Transformer.into(Shape.of(1, 3, 2, 2))
            .channelSwap(2, 1, 0)
            .rawScale(255)
            .mean(104, 117, 123)
            .inputScale(0.5)
            .build();
    float[] expected = {
      53.1875f, 24.5f, -39.25f, 37.25f, 18f, -10.6875f, 30.75f, 2.0625f, -48.75f, 27.75f, -36f,
      40.5f
    };
    float[] values = transformer.preprocess(colour());
    assertArrayEquals(expected, values, 1e-3f);
    assertArrayEquals(
        colour().resized(2, 2).values(), transformer.deprocess(values).values(), CLOSE);
  }

  @Test
  void aMeanImageIsResizedToTheInput() {
    float[] mean = new float[24];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = i * 3 % 17;
    }
    Transformer transformer =
        Transformer.into(Shape.of(1, 3, 2, 2))
            .mean(new BlobData(new long[] {1, 3, 4, 2}, mean))
            .build();
    float[] expected = {3f, 6f, 6.5f, 9.5f, 10f, 13f, 5f, 8f, 8.5f, 3f, 12f, 6.5f};
    float[] values = transformer.preprocess(new FloatImage(2, 2, 3, new float[12]));
    for (int i = 0; i < values.length; i++) {
      assertEquals(-expected[i], values[i], CLOSE);
    }
  }

  @Test
  void axesCanBeExchangedWhereTheyFit() {
    FloatImage square = new FloatImage(2, 2, 1, new float[] {1, 2, 3, 4});
    Transformer turned = Transformer.into(Shape.of(1, 1, 2, 2)).transpose(2, 1, 0).build();
    assertArrayEquals(new float[] {1, 3, 2, 4}, turned.preprocess(square));
    assertArrayEquals(square.values(), turned.deprocess(turned.preprocess(square)).values());
    refused(() -> Transformer.into(Shape.of(1, 1, 2, 3)).transpose(2, 1, 0), "does not fit");
    refused(() -> Transformer.into(Shape.of(1, 1, 2, 2)).transpose(0, 0, 1), "no order");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Shape input = Shape.of(1, 3, 2, 2);
    refused(() -> Transformer.into(Shape.of(1, 3)), "batch x channels x height x width");
    refused(() -> Transformer.into(input).mean(1, 2), "2 means", "3 channels");
    refused(() -> Transformer.into(input).channelSwap(0, 1), "[0, 1]", "from 0 to 2");
    BlobData gray = new BlobData(new long[] {2, 2}, new float[4]);
    refused(() -> Transformer.into(input).mean(gray), "[2, 2]", "3 x height x width");
    FloatImage image = new FloatImage(2, 2, 1, new float[4]);
    refused(() -> Transformer.into(input).build().preprocess(image), "2 x 2 x 1", "3 channels");
    refused(() -> Transformer.into(input).build().deprocess(new float[3]), "3 values");
    refused(() -> new FloatImage(2, 2, 1, new float[3]), "3 values", "2 x 2 x 1");
    refused(() -> image.crop(1, 0, 2, 2), "does not lie within");
  }

  private static void refused(Runnable action, String... parts) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }
}
