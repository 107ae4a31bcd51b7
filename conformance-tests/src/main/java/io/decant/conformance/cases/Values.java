package io.decant.conformance.cases;

import java.util.Random;

/** What an operand is filled with. Stateless. */
public final class Values {
  private interface Source {
    int word(Random random);
  }

  private final Source source;
  private final boolean plain;

  private Values(Source source, boolean plain) {
    this.source = source;
    this.plain = plain;
  }

  /** Returns numbers spread evenly from {@code low} to {@code high}. */
  public static Values uniform(float low, float high) {
    return new Values(
        random -> Float.floatToRawIntBits(low + (high - low) * random.nextFloat()), true);
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
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = source.word(random);
    }
    return words;
  }
}
