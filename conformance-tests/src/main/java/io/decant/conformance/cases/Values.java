package io.decant.conformance.cases;

import java.util.Random;

/** What an operand is filled with. Stateless. */
public final class Values {
  private interface Source {
    int word(Random random);
  }

  private interface Draw {
    int[] words(Random random, int count);
  }

  private final Draw draw;
  private final boolean plain;

  private Values(Draw draw, boolean plain) {
    this.draw = draw;
    this.plain = plain;
  }

  private Values(Source source, boolean plain) {
    this(
        (random, count) -> {
          int[] words = new int[count];
          for (int i = 0; i < count; i++) {
            words[i] = source.word(random);
          }
          return words;
        },
        plain);
  }

  /** Returns numbers spread evenly from {@code low} to {@code high}. */
  public static Values uniform(float low, float high) {
    return new Values(
        random -> Float.floatToRawIntBits(low + (high - low) * random.nextFloat()), true);
  }

  /**
   * Returns numbers spread evenly from {@code low} to {@code high} in random order, no two of them
   * nearer to each other than half of their share of the range.
   */
  public static Values apart(float low, float high) {
    return new Values(
        (random, count) -> {
          int[] words = new int[count];
          for (int i = 0; i < count; i++) {
            float place = (i + 0.25f + 0.5f * random.nextFloat()) / count;
            int other = random.nextInt(i + 1);
            words[i] = words[other];
            words[other] = Float.floatToRawIntBits(low + (high - low) * place);
          }
          return words;
        },
        true);
  }

  /** Returns these numbers, over and over. */
  public static Values listed(float... numbers) {
    return new Values(
        (random, count) -> {
          int[] words = new int[count];
          for (int i = 0; i < count; i++) {
            words[i] = Float.floatToRawIntBits(numbers[i % numbers.length]);
          }
          return words;
        },
        false);
  }

  /** Returns numbers away from zero, of either sign. */
  public static Values nonZero() {
    return new Values(
        random ->
            Float.floatToRawIntBits((0.25f + random.nextFloat()) * (random.nextBoolean() ? 1 : -1)),
        true);
  }

  /** Returns whole numbers from {@code low} to {@code high}, hence many equal ones. */
  public static Values whole(int low, int high) {
    return new Values(
        random -> Float.floatToRawIntBits(low + random.nextInt(high - low + 1)), true);
  }

  /** Returns one number everywhere. */
  public static Values constant(float value) {
    return new Values(random -> Float.floatToRawIntBits(value), true);
  }

  /** Returns one of these numbers, whatever is done with the other operands. */
  public static Values oneOf(float... choices) {
    return new Values(
        random -> Float.floatToRawIntBits(choices[random.nextInt(choices.length)]), false);
  }

  /** Returns indices in 0 until {@code size}. */
  public static Values indices(long size) {
    int bound = Math.toIntExact(Math.max(1, size));
    return new Values(random -> Float.floatToRawIntBits(random.nextInt(bound)), false);
  }

  /** Returns indices of which some are negative, too large, far off or NaN. */
  public static Values strayIndices(long size) {
    float[] stray = {-1, size, size + 1, -2e9f, 3e9f, 1e30f, Float.NaN};
    int bound = Math.toIntExact(Math.max(1, size));
    return new Values(
        random ->
            Float.floatToRawIntBits(
                size == 0 || random.nextInt(4) == 0
                    ? stray[random.nextInt(stray.length)]
                    : random.nextInt(bound)),
        false);
  }

  /** Returns 32-bit integers. */
  public static Values integers(int bound) {
    return new Values(random -> random.nextInt(bound), false);
  }

  /** Returns whether NaN and infinity may stand in for these numbers. */
  boolean plain() {
    return plain;
  }

  int[] draw(Random random, int count) {
    return draw.words(random, count);
  }

  /** Returns {@code count} of these numbers. */
  public float[] numbers(Random random, int count) {
    int[] words = draw(random, count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Float.intBitsToFloat(words[i]);
    }
    return numbers;
  }
}
