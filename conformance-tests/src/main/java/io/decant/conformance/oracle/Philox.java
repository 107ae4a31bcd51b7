package io.decant.conformance.oracle;

/**
 * The Philox4x32-10 counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1,
 * 2, 3", SC 2011).
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_2 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;

  private Philox() {}

  /** Returns the four words of one block. */
  public static int[] block(int c0, int c1, int c2, int c3, int key0, int key1) {
    int[] words = {c0, c1, c2, c3};
    for (int round = 0; round < ROUNDS; round++) {
      long low = MULTIPLIER_0 * Integer.toUnsignedLong(words[0]);
      long high = MULTIPLIER_2 * Integer.toUnsignedLong(words[2]);
      words =
          new int[] {
            (int) (high >>> 32) ^ words[1] ^ (key0 + round * WEYL_0),
            (int) high,
            (int) (low >>> 32) ^ words[3] ^ (key1 + round * WEYL_1),
            (int) low
          };
    }
    return words;
  }
}
